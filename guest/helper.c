/* Work that may take long is a process's: it speaks frames on a line, which are passed on between it and the host's stream. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent.h"

#define HEAD 5 /* u8 kind, u32 length */
#define TURNS 8

struct helper {
  struct stream *stream;
  struct process process;
  struct watch line;
  struct buffer in, out;
  size_t unused; /* bytes for which the host has no credit yet */
  bool is_busy;  /* it is in use further up, and freed there */
};

static void helper_free(struct helper *helper) {
  watch_close(&helper->line);
  buffer_free(&helper->in);
  buffer_free(&helper->out);
  if (helper->process.pid == 0 && !helper->is_busy) free(helper);
}

/* The stream is over; the process too, as soon as it is reaped. */
static void detach(struct helper *helper) {
  helper->stream = NULL;
  helper_free(helper);
}

static void write_out(struct helper *helper) {
  while (helper->out.length) {
    ssize_t count = send(helper->line.fd, helper->out.data, helper->out.length, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    buffer_drop(&helper->out, (size_t)count);
  }
  if (helper->unused) stream_used(helper->stream, helper->unused);
  helper->unused = 0;
}

/* Pass on one frame; false where there is none, or no credit, or where it was the last. */
static bool pass(struct helper *helper) {
  struct stream *stream = helper->stream;
  struct buffer *in = &helper->in;
  uint32_t length;
  if (in->length < HEAD) return false;
  memcpy(&length, in->data + 1, 4);
  uint8_t kind = in->data[0];
  bool is_counted = kind == K_DATA || kind == K_ENTRY;
  if (in->length < HEAD + length || (is_counted && (!stream_may_send(stream) || stream->credit < length))) return false;
  frame_send(stream->id, kind, 0, in->data + HEAD, length);
  if (is_counted) stream_sent(stream, length);
  buffer_drop(in, HEAD + length);
  if (kind == K_ERROR || (kind == K_OK && stream->kind != K_PUT)) {
    detach(helper);
    stream_end(stream);
    return false;
  }
  if (kind == K_OK) stream->kind = 0; /* PUT has two: may come, has come */
  return true;
}

static bool is_whole(const struct buffer *in) {
  uint32_t length;
  if (in->length < HEAD) return false;
  memcpy(&length, in->data + 1, 4);
  return in->length - HEAD >= length;
}

static void go_on(struct helper *helper) {
  uint8_t piece[HEAD + MOST_PAYLOAD];
  for (int turn = 0; turn < TURNS; turn++) {
    while (pass(helper)) continue;
    if (!helper->stream || helper->line.fd < 0) return;
    if (helper->in.length >= sizeof piece) return; /* no credit: the stream tells when there is */
    ssize_t count = read(helper->line.fd, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count > 0) {
      buffer_add(&helper->in, piece, (size_t)count);
      continue;
    }
    if (is_whole(&helper->in)) return; /* it waits for credit */
    struct stream *stream = helper->stream;
    detach(helper);
    answer_error(stream, EIO, "cannot do that: what did it has died");
    return;
  }
  watch_change(&helper->line, helper->line.events);
}

static void step(struct helper *helper) {
  helper->is_busy = true;
  go_on(helper);
  helper->is_busy = false;
  if (!helper->stream) helper_free(helper);
}

static void line_ready(struct watch *watch, uint32_t events) {
  struct helper *helper = OWNER(struct helper, line, watch);
  (void)events;
  write_out(helper);
  step(helper);
}

static void helper_frame(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload) {
  struct helper *helper = stream->self;
  uint8_t head[HEAD] = {kind};
  uint32_t length = (uint32_t)payload.length;
  (void)flags;
  if (kind != K_DATA && kind != K_ENTRY && kind != K_EOF) return;
  memcpy(head + 1, &length, 4);
  buffer_add(&helper->out, head, HEAD);
  buffer_add(&helper->out, payload.data, payload.length);
  if (kind != K_EOF) helper->unused += payload.length;
  write_out(helper);
}

static void helper_gone(struct stream *stream) {
  struct helper *helper = stream->self;
  process_kill(&helper->process, SIGKILL);
  detach(helper);
}

static void helper_ready(struct stream *stream) {
  step(stream->self);
}

static const struct handler HELPER = {helper_frame, helper_gone, helper_ready};

static void helper_exited(struct process *process, int status) {
  struct helper *helper = OWNER(struct helper, process, process);
  (void)status;
  if (!helper->stream) helper_free(helper); /* else the end of its line is still to be read */
}

/* Leave what is the agent's: a pipe that the process held too would have no end. */
static void leave_all_but(int line) {
  const int kept[] = {line, root_fd, proc_fd, sys_fd, dev_fd, home_fd, upper_fd};
  long most = sysconf(_SC_OPEN_MAX);
  for (int fd = 3; fd < (most > 0 && most < 4096 ? most : 4096); fd++) {
    bool is_kept = false;
    for (size_t at = 0; at < sizeof kept / sizeof *kept; at++) is_kept = is_kept || fd == kept[at];
    if (!is_kept) close(fd);
  }
}

void helper_begin(struct stream *stream, void (*work)(int line, void *what), void *what) {
  int lines[2];
  struct helper *helper = take(sizeof *helper);
  helper->process.exited = helper_exited;
  helper->line.fd = -1;
  bool is_fine = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lines) == 0;
  pid_t pid = is_fine ? process_fork(&helper->process) : -1;
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    leave_all_but(lines[1]);
    work(lines[1], what);
    _exit(0);
  }
  int number = errno;
  if (is_fine) close(lines[1]);
  if (pid < 0) {
    if (is_fine) close(lines[0]);
    free(helper);
    answer_error(stream, number, "cannot do that: %s", strerror(number));
    return;
  }
  int size = 1 << 18;
  fcntl(lines[0], F_SETFL, O_NONBLOCK);
  setsockopt(lines[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  helper->stream = stream;
  stream->handler = &HELPER;
  stream->self = helper;
  watch_begin(&helper->line, lines[0], EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, line_ready);
}

/* What follows is for the process. */

static bool write_all(int line, const void *data, size_t length) {
  const uint8_t *at = data;
  while (length) {
    ssize_t count = write(line, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    length -= (size_t)count;
  }
  return true;
}

static bool read_all(int line, void *data, size_t length) {
  uint8_t *at = data;
  while (length) {
    ssize_t count = read(line, at, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    length -= (size_t)count;
  }
  return true;
}

bool line_send(int line, uint8_t kind, const void *payload, size_t length) {
  uint8_t head[HEAD] = {kind};
  uint32_t size = (uint32_t)length;
  memcpy(head + 1, &size, 4);
  return write_all(line, head, HEAD) && write_all(line, payload, length);
}

bool line_receive(int line, uint8_t *kind, uint8_t *payload, size_t *length) {
  uint8_t head[HEAD];
  uint32_t size;
  if (!read_all(line, head, HEAD)) return false;
  memcpy(&size, head + 1, 4);
  *kind = head[0];
  *length = size;
  return size <= WINDOW_BYTES && read_all(line, payload, size);
}

void line_fail(int line, int number, const char *format, ...) {
  struct buffer fields = {0};
  char text[600];
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  put_number(&fields, T_ERRNO, (uint64_t)number);
  put_text(&fields, T_TEXT, text);
  line_send(line, K_ERROR, fields.data, fields.length);
  _exit(1);
}
