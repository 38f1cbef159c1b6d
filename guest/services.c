/* CONNECT, to what listens in the guest, and the sockets in it whose connections OPEN brings to the host. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent.h"

enum { VSOCK = 1 };

/* A connection that is being made. */
struct attempt {
  struct stream *stream;
  struct watch watch;
};

struct service {
  struct watch watch;
  char *name, *path;
  uint64_t port;
};

static void attempt_gone(struct stream *stream) {
  struct attempt *attempt = stream->self;
  watch_close(&attempt->watch);
  free(attempt);
}

static void attempt_frame(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload) {
  (void)stream, (void)kind, (void)flags, (void)payload; /* before OK the host has nothing to send */
}

static const struct handler ATTEMPT = {.frame = attempt_frame, .gone = attempt_gone};

static void attempt_ready(struct watch *watch, uint32_t events) {
  struct attempt *attempt = OWNER(struct attempt, watch, watch);
  struct stream *stream = attempt->stream;
  int number = 0;
  (void)events;
  getsockopt(watch->fd, SOL_SOCKET, SO_ERROR, &number, &(socklen_t){sizeof number});
  if (number) {
    watch_close(watch);
    free(attempt);
    answer_error(stream, number, "cannot connect: %s", strerror(number));
    return;
  }
  int fd = fcntl(watch->fd, F_DUPFD_CLOEXEC, 0);
  watch_close(watch);
  free(attempt);
  tell_ok(stream, NULL);
  link_begin(stream, fd);
}

/* Connect to a path of the root: by a descriptor, so that no link leads out of it. */
static int connect_path(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int place = open_in_root(root_fd, path, O_PATH, 0), number;
  if (place < 0) return -1;
  int before = open(".", O_PATH | O_CLOEXEC), fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  snprintf(address.sun_path, sizeof address.sun_path, "self/fd/%d", place);
  bool is_fine = fd >= 0 && fchdir(proc_fd) == 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
  number = errno;
  if (before >= 0 && fchdir(before) == 0) close(before);
  close(place);
  if (is_fine) return fd;
  if (fd >= 0) close(fd);
  errno = number;
  return -1;
}

static int connect_port(const char *text, uint64_t port) {
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
  struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  bool is_six = strchr(text, ':') != NULL;
  errno = EINVAL;
  if (port == 0 || port > 65535 || inet_pton(is_six ? AF_INET6 : AF_INET, text, is_six ? (void *)&six.sin6_addr : (void *)&four.sin_addr) != 1) return -1;
  int fd = socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr *address = is_six ? (struct sockaddr *)&six : (struct sockaddr *)&four;
  if (fd >= 0 && (connect(fd, address, is_six ? sizeof six : sizeof four) == 0 || errno == EINPROGRESS)) return fd;
  int number = errno;
  if (fd >= 0) close(fd);
  errno = number;
  return -1;
}

/* Within the guest, by the kernel's loopback: the host may have no AF_VSOCK at all. */
static int connect_vsock(uint64_t port) {
  struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_LOCAL, .svm_port = (unsigned)port};
  module_need("vsock");
  int fd = socket(AF_VSOCK, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd >= 0 && (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno == EINPROGRESS)) return fd;
  int number = errno;
  if (fd >= 0) close(fd);
  errno = number;
  return -1;
}

void connect_request(struct stream *stream, struct fields fields) {
  char *path = field_text(fields, T_PATH), *address = field_text(fields, T_ADDRESS);
  uint64_t port = field_number(fields, T_PORT, 0);
  bool is_vsock = field_number(fields, T_OPTIONS, 0) & VSOCK;
  int fd = path ? connect_path(path) : is_vsock ? connect_vsock(port) : connect_port(address ? address : "127.0.0.1", port);
  int number = errno;
  free(path), free(address);
  if (fd < 0) {
    answer_error(stream, number, "cannot connect: %s", strerror(number));
    return;
  }
  struct attempt *attempt = take(sizeof *attempt);
  attempt->stream = stream;
  stream->handler = &ATTEMPT;
  stream->self = attempt;
  watch_begin(&attempt->watch, fd, EPOLLOUT, attempt_ready);
}

static void service_ready(struct watch *watch, uint32_t events) {
  struct service *service = OWNER(struct service, watch, watch);
  struct ucred who = {.uid = (uid_t)-1, .gid = (gid_t)-1};
  struct buffer fields = {0};
  (void)events;
  int fd = accept4(watch->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) return;
  struct stream *stream = stream_open(NULL, NULL);
  if (!stream) { /* the host is away, or too much goes on */
    close(fd);
    return;
  }
  link_take(stream, fd);
  getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &(socklen_t){sizeof who});
  put_text(&fields, T_SERVICE, service->name);
  put_number(&fields, T_PID, (uint64_t)who.pid);
  put_number(&fields, T_UID, who.uid);
  put_number(&fields, T_GID, who.gid);
  if (service->path) put_text(&fields, T_PATH, service->path);
  if (!service->path) put_number(&fields, T_PORT, service->port);
  message_send(stream->id, K_OPEN, &fields);
  buffer_free(&fields);
}

static int listen_path(struct fields about, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  char *above = copied(path), *slash = strrchr(above, '/');
  const char *name = slash ? path + (slash - above) + 1 : path;
  if (slash) *slash = 0;
  int parent = make_folders(root_fd, *above ? above : "/", 0755), before = open(".", O_PATH | O_CLOEXEC);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  bool is_fine = parent >= 0 && fd >= 0 && strlen(name) < sizeof address.sun_path && fchdir(proc_fd) == 0;
  char place[32];
  snprintf(place, sizeof place, "self/fd/%d", parent);
  strncpy(address.sun_path, name, sizeof address.sun_path - 1);
  is_fine = is_fine && chdir(place) == 0 && (unlink(name) == 0 || errno == ENOENT) && bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
  is_fine = is_fine && chmod(name, (mode_t)field_number(about, T_MODE, 0666)) == 0 &&
            chown(name, (uid_t)field_number(about, T_UID, 0), (gid_t)field_number(about, T_GID, 0)) == 0 && listen(fd, 128) == 0;
  int number = errno;
  if (before >= 0 && fchdir(before) == 0) close(before);
  if (parent >= 0) close(parent);
  if (!is_fine && fd >= 0) close(fd);
  free(above);
  errno = number;
  return is_fine ? fd : -1;
}

static int listen_vsock(uint64_t port) {
  struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_ANY, .svm_port = (unsigned)port};
  module_need("vsock");
  int fd = socket(AF_VSOCK, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 128) == 0) return fd;
  int number = errno;
  if (fd >= 0) close(fd);
  errno = number;
  return -1;
}

bool service_listen(struct fault *fault, struct fields about) {
  struct service *service = take(sizeof *service);
  service->name = field_text(about, T_SERVICE);
  service->path = field_text(about, T_PATH);
  service->port = field_number(about, T_PORT, 0);
  if (!service->name || (service->path && *service->path != '/')) return fail(fault, EINVAL, "a socket needs a service and an absolute path");
  int fd = service->path ? listen_path(about, service->path) : listen_vsock(service->port);
  if (fd < 0) return fail(fault, errno, "the socket %s: %s", service->path ? service->path : "of a port", strerror(errno));
  watch_begin(&service->watch, fd, EPOLLIN, service_ready);
  return true;
}
