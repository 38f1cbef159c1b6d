/* Stands in QEMU's place and tries to reach the machine: `probe ATTEMPT NAME=VALUE...` says "through", or the errno.
   As `probe victim` it says where a secret of its is, and waits to be a target. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <unistd.h>

static int words;
static char **given;
static char secret[] = "the secret of a process";

static const char *of(const char *name) {
  size_t length = strlen(name);
  for (int i = 2; i < words; i++)
    if (!strncmp(given[i], name, length) && given[i][length] == '=') return given[i] + length + 1;
  return "";
}

static long number(const char *name) { return strtol(of(name), NULL, 0); }
static int is(const char *name) { return !strcmp(given[1], name); }
static int passes(long result) { return result >= 0 ? 0 : errno ? errno : EIO; }
static int opens(const char *path, int flags) { return passes(open(path, flags | O_CLOEXEC | O_NONBLOCK)); }

static int read_of(long pid, int write) {
  char buffer[8] = "changed";
  struct iovec here = {buffer, sizeof buffer}, there = {(void *)number("address"), sizeof buffer};
  if (write) return passes(process_vm_writev(pid, &here, 1, &there, 1, 0));
  return passes(process_vm_readv(pid, &here, 1, &there, 1, 0));
}

static int in_file(const char *path) {
  char buffer[8];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  return passes(pread(fd, buffer, sizeof buffer, (off_t)number("address")));
}

static int lists(const char *path, const char *wanted) {
  DIR *folder = opendir(path);
  if (!folder) return errno;
  for (struct dirent *entry; (entry = readdir(folder));)
    if (!strcmp(entry->d_name, wanted)) return 0;
  return ENOENT;
}

static int writes_anywhere(void) {
  const char *places[] = {of("new"), "/tmp/x", "/dev/shm/x", "/proc/x", "/usr/x", "/lib/vm/x", "/dev/x", "/x", NULL};
  for (int i = 0; places[i]; i++) {
    int fd = open(places[i], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) return unlink(places[i]), 0;
  }
  return errno;
}

static int connects(int family) {
  struct sockaddr_in inet = {AF_INET, htons(number("port")), {htonl(INADDR_LOOPBACK)}, {0}};
  struct sockaddr_un local = {AF_UNIX, {0}};
  int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  if (family == AF_INET) return passes(connect(fd, (void *)&inet, sizeof inet));
  const char *path = is("abstract-socket") ? of("abstract") : of("socket");
  int hidden = is("abstract-socket");
  strncpy(local.sun_path + hidden, path, sizeof local.sun_path - 2);
  socklen_t size = offsetof(struct sockaddr_un, sun_path) + hidden + strlen(path);
  return passes(connect(fd, (void *)&local, size));
}

static int has_folder(void) {
  struct stat found;
  for (int fd = 3; fd < 256; fd++)
    if (!fstat(fd, &found) && (S_ISDIR(found.st_mode) || S_ISBLK(found.st_mode))) return 0;
  return EBADF;
}

static int enters(const char *kind) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%ld/ns/%s", number("victim"), kind);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  return fd < 0 ? errno : passes(setns(fd, 0));
}

static int has_name(void) {
  struct utsname found;
  return uname(&found) ? errno : strcmp(found.nodename, of("hostname")) ? ENOENT : 0;
}

static int takes_capabilities(void) {
  struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  data[0].effective = data[0].permitted = 1 << CAP_SYS_ADMIN;
  return passes(syscall(SYS_capset, &head, data));
}

static int handles(void) {
  union { struct file_handle head; char room[sizeof(struct file_handle) + MAX_HANDLE_SZ]; } handle;
  int mount, top = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  handle.head.handle_bytes = MAX_HANDLE_SZ;
  if (name_to_handle_at(AT_FDCWD, of("file"), &handle.head, &mount, 0)) return errno;
  return passes(open_by_handle_at(top, &handle.head, O_RDONLY | O_CLOEXEC));
}

static int clones(int flags) {
  long pid = syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
  if (!pid) _exit(0);
  return passes(pid);
}

static int attempt(void) {
  char path[512];
  long victim = number("victim"), other = number("other");
  char rings[128] = {0};
  if (is("see-processes")) return lists("/proc", of("victim"));
  if (is("signal-process")) return passes(kill(victim, 0));
  if (is("signal-everybody")) return passes(kill(-1, 0));
  if (is("hold-process")) return passes(syscall(SYS_pidfd_open, victim, 0));
  if (is("trace-process")) return passes(ptrace(PTRACE_SEIZE, victim, 0, 0));
  if (is("read-memory")) return read_of(victim, 0);
  if (is("write-memory")) return read_of(victim, 1);
  if (is("open-memory")) return snprintf(path, sizeof path, "/proc/%ld/mem", victim), in_file(path);
  if (is("signal-other-vm")) return passes(kill(other, 0));
  if (is("trace-other-vm")) return passes(ptrace(PTRACE_SEIZE, other, 0, 0));
  if (is("read-other-vm")) return read_of(other, 0);
  if (is("be-other-vm")) return passes(setresuid(number("id"), number("id"), number("id")));
  if (is("be-root")) return passes(setresuid(0, 0, 0));
  if (is("be-traced")) return prctl(PR_GET_DUMPABLE) == 1 ? 0 : EPERM;
  if (is("read-secret")) return opens(of("file"), O_RDONLY);
  if (is("read-accounts")) return opens("/etc/passwd", O_RDONLY);
  if (is("climb")) return opens("../../../../../../etc/passwd", O_RDONLY);
  if (is("root-of-process"))
    return snprintf(path, sizeof path, "/proc/%ld/root/etc/passwd", victim), opens(path, O_RDONLY);
  if (is("list-root")) return lists("/", "etc");
  if (is("write-anywhere")) return writes_anywhere();
  if (is("write-library"))
    return opens("/lib/vm/libc.so.6", O_WRONLY) ? opens(of("library"), O_WRONLY) : 0;
  if (is("read-qemu")) return opens("/usr/bin/qemu-system-x86_64", O_RDONLY);
  if (is("use-handle")) return handles();
  if (is("find-descriptor")) return has_folder();
  if (is("change-root")) return passes(chroot("/proc"));
  if (is("mount")) return passes(mount("none", "/proc", "tmpfs", 0, ""));
  if (is("remount")) return passes(mount("none", "/", NULL, MS_REMOUNT | MS_BIND, NULL));
  if (is("unmount")) return passes(umount2("/proc", MNT_DETACH));
  if (is("connect-loopback")) return connects(AF_INET);
  if (is("abstract-socket") || is("path-socket")) return connects(AF_UNIX);
  if (is("inet-socket")) return passes(socket(AF_INET6, SOCK_DGRAM, 0));
  if (is("packet-socket")) return passes(socket(AF_PACKET, SOCK_RAW, 0));
  if (is("netlink-socket")) return passes(socket(AF_NETLINK, SOCK_RAW, 0));
  if (is("make-device")) return passes(mknod(*of("new") ? of("new") : "/dev/x", S_IFCHR | 0600, makedev(1, 1)));
  if (is("open-kernel-log")) return opens("/dev/kmsg", O_RDONLY);
  if (is("open-tun")) return opens("/dev/net/tun", O_RDWR);
  if (is("open-kvm")) return opens("/dev/kvm", O_RDWR);
  if (is("read-key")) return passes(syscall(SYS_keyctl, 11, number("key"), rings, sizeof rings));
  if (is("make-key")) return passes(syscall(SYS_add_key, "user", "probe", "x", 1, -3));
  if (is("shared-memory")) return passes(syscall(SYS_shmget, number("shm"), 0, 0));
  if (is("new-users")) return passes(unshare(CLONE_NEWUSER));
  if (is("new-network")) return passes(unshare(CLONE_NEWNET));
  if (is("clone-users")) return clones(CLONE_NEWUSER);
  if (is("fork")) return clones(0);
  if (is("enter-network")) return enters("net");
  if (is("enter-mounts")) return enters("mnt");
  if (is("capability")) return takes_capabilities();
  if (is("bpf")) return passes(syscall(SYS_bpf, 0, (char[128]){1, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1}, 64));
  if (is("io-uring")) return passes(syscall(SYS_io_uring_setup, 1, (char[128]){0}));
  if (is("userfaultfd")) return passes(syscall(SYS_userfaultfd, O_CLOEXEC));
  if (is("kernel-log")) return passes(syscall(SYS_syslog, 10, NULL, 0));
  if (is("set-hostname")) return passes(sethostname(of("hostname"), strlen(of("hostname"))));
  if (is("know-hostname")) return has_name();
  if (is("hurry")) return passes(setpriority(PRIO_PROCESS, 0, -1));
  if (is("read-setting")) return opens("/proc/sys/kernel/ostype", O_RDONLY);
  if (is("read-memory-of-all")) return opens("/proc/meminfo", O_RDONLY);
  if (is("see-cgroups")) return opens("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY);
  return ENOTSUP;
}

int main(int argc, char **argv) {
  words = argc, given = argv;
  if (argc < 2) return 2;
  if (is("victim")) {
    printf("%p\n", (void *)secret), fflush(stdout);
    for (;;) pause();
  }
  int result = attempt();
  printf("%s %s\n", argv[1], result ? strerror(result) : "through");
  return 0;
}
