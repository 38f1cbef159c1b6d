/* Between fork and execve: what makes a process of a request. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "agent.h"

#define PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#define LAST_CAPABILITY 63

enum { TERMINAL = 1, NO_NEW_PRIVS = 4, BOUNDING = 8, AMBIENT = 16 };

void child_fail(int pipe, int number, const char *format, ...) {
  struct failure failure = {.number = number ? number : EIO};
  va_list list;
  va_start(list, format);
  vsnprintf(failure.text, sizeof failure.text, format, list);
  va_end(list);
  if (write(pipe, &failure, sizeof failure) < 0) _exit(126);
  _exit(127);
}

#define NEED(step, ...) \
  do { \
    if ((step) < 0) child_fail(launch->failure, errno, __VA_ARGS__, strerror(errno)); \
  } while (0)

static void signals_reset(void) {
  sigset_t none;
  for (int number = 1; number < 65; number++) signal(number, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void limits_set(struct launch *launch) {
  struct fields rest = launch->fields, value;
  uint16_t tag;
  while (fields_next(&rest, &tag, &value)) {
    if (tag != T_RLIMIT) continue;
    struct rlimit limit = {field_number(value, T_SOFT, RLIM_INFINITY), field_number(value, T_HARD, RLIM_INFINITY)};
    int resource = (int)field_number(value, T_RESOURCE, 1000);
    NEED(setrlimit((unsigned)resource, &limit), "setrlimit %d: %s", resource);
  }
  int nice = (int)(int64_t)field_number(launch->fields, T_NICE, 0);
  if (nice) NEED(setpriority(PRIO_PROCESS, 0, nice), "nice %d: %s", nice);
  char score[24];
  snprintf(score, sizeof score, "%d", (int)(int64_t)field_number(launch->fields, T_OOM_SCORE_ADJ, 0));
  if (strcmp(score, "0") != 0) NEED(write_at(proc_fd, "self/oom_score_adj", score), "oom_score_adj %s: %s", score);
  umask((mode_t)(field_number(launch->fields, T_UMASK, 022) & 0777));
}

static void streams_set(struct launch *launch, uid_t uid) {
  if (setsid() < 0 && errno != EPERM) child_fail(launch->failure, errno, "setsid: %s", strerror(errno));
  if (launch->terminal >= 0) NEED(ioctl(launch->terminal, TIOCSCTTY, 0), "TIOCSCTTY: %s");
  for (int number = 0; number < 3; number++) {
    struct stat about;
    int fd = launch->terminal >= 0 ? launch->terminal : launch->streams[number];
    NEED(dup2(fd, number), "dup2: %s");
    /* /dev/stdout can be opened again only by its owner. */
    if (uid && fstat(number, &about) == 0 && (S_ISFIFO(about.st_mode) || launch->terminal >= 0))
      if (fchown(number, uid, (gid_t)-1) < 0) continue;
  }
}

static void folder_enter(struct launch *launch) {
  char *folder = field_text(launch->fields, T_CWD);
  if (!folder || !*folder) folder = "/";
  int fd = make_folders(root_fd, folder, 0755);
  if (fd < 0 || fchdir(fd) < 0) child_fail(launch->failure, errno, "chdir %s: %s", folder, strerror(errno));
  close(fd);
}

static void capability_masks(uint64_t inheritable, uint64_t permitted) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2];
  for (int half = 0; half < 2; half++) {
    data[half].effective = data[half].permitted = (uint32_t)(permitted >> (32 * half));
    data[half].inheritable = (uint32_t)(inheritable >> (32 * half));
  }
  syscall(SYS_capset, &header, data);
}

static void account_become(struct launch *launch, struct account *account) {
  uint64_t options = field_number(launch->fields, T_OPTIONS, 0);
  uint64_t bounding = field_number(launch->fields, T_BOUNDING, 0), ambient = field_number(launch->fields, T_AMBIENT, 0);
  if (options & BOUNDING)
    for (unsigned long each = 0; each <= LAST_CAPABILITY; each++)
      if (!(bounding >> each & 1) && prctl(PR_CAPBSET_DROP, each, 0, 0, 0) < 0 && errno != EINVAL)
        child_fail(launch->failure, errno, "PR_CAPBSET_DROP: %s", strerror(errno));
  if (options & AMBIENT) prctl(PR_SET_KEEPCAPS, 1);
  if (geteuid() == 0) NEED(setgroups(account->count, account->groups), "setgroups: %s");
  NEED(setresgid(account->gid, account->gid, account->gid), "setresgid %u: %s", account->gid);
  NEED(setresuid(account->uid, account->uid, account->uid), "setresuid %u: %s", account->uid);
  if (options & AMBIENT) {
    capability_masks(ambient, ambient);
    for (unsigned long each = 0; each <= LAST_CAPABILITY; each++)
      if (ambient >> each & 1) NEED(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, each, 0, 0), "PR_CAP_AMBIENT: %s");
  }
  if (options & NO_NEW_PRIVS) NEED(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS: %s");
}

static char **environment(struct launch *launch, const char *home, const char **path) {
  size_t count = field_count(launch->fields, T_ENV);
  char **env = field_texts(launch->fields, T_ENV);
  bool has_home = false;
  *path = PATH;
  for (char **each = env; *each; each++) {
    if (strncmp(*each, "PATH=", 5) == 0) *path = *each + 5;
    has_home = has_home || strncmp(*each, "HOME=", 5) == 0;
  }
  if (has_home) return env;
  char *variable = take(strlen(home) + 6);
  sprintf(variable, "HOME=%s", home);
  env = take_again(env, (count + 2) * sizeof *env);
  env[count] = variable;
  env[count + 1] = NULL;
  return env;
}

/* execve, looking along PATH; returns with the error that says most. */
static int execute(char **argv, char **env, const char *path) {
  const char *name = argv[0];
  int worst = ENOENT;
  if (strchr(name, '/')) {
    execve(name, argv, env);
    return errno;
  }
  char *tried = take(strlen(path) + strlen(name) + 3);
  while (*name && path) {
    const char *end = strchr(path, ':');
    size_t length = end ? (size_t)(end - path) : strlen(path);
    memcpy(tried, length ? path : ".", length ? length : 1);
    sprintf(tried + (length ? length : 1), "/%s", name);
    execve(tried, argv, env);
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) return errno;
    if (errno == EACCES) worst = EACCES;
    path = end ? end + 1 : NULL;
  }
  return worst;
}

void child_run(struct launch *launch) {
  struct account account;
  const char *path;
  signals_reset();
  if (launch->group >= 0) NEED((int)write(launch->group, "0", 1), "cgroup: %s");
  char *user = field_text(launch->fields, T_USER), *group = field_text(launch->fields, T_GROUP);
  const char *wrong = account_find(&account, user ? user : "", group ? group : "", field_texts(launch->fields, T_GROUPS));
  if (wrong) child_fail(launch->failure, EINVAL, "%s", wrong);
  streams_set(launch, account.uid);
  limits_set(launch);
  char **argv = field_texts(launch->fields, T_ARGV), **env = environment(launch, account.home, &path);
  folder_enter(launch);
  account_become(launch, &account);
  if (!argv[0]) child_fail(launch->failure, EINVAL, "there is no command");
  int number = execute(argv, env, path);
  child_fail(launch->failure, number, "execve %s: %s", argv[0], strerror(number));
}
