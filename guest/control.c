/* The short requests: those that are answered at once, or by a helper in one frame. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "agent.h"

enum { POWER_OFF, REBOOT, GENTLY };

/* What changes a whole machine is refused where the agent is a process of a host. */
bool is_refused(struct stream *stream) {
  if (channel_is_port()) return false;
  answer_error(stream, EPERM, "cannot do that: this is no guest");
  return true;
}

void greet(struct fields hello) {
  struct buffer out = {0};
  struct fields nonce = {0};
  struct utsname system;
  field_find(hello, T_NONCE, &nonce);
  uname(&system);
  thaw();
  put_bytes(&out, T_NONCE, nonce.data, nonce.length);
  put_number(&out, T_VERSION, VERSION);
  put_number(&out, T_STATE, entrypoint_state());
  put_number(&out, T_MODE, !is_machine);
  put_text(&out, T_KERNEL, system.release);
  put_number(&out, T_UPTIME, now());
  entrypoint_describe(&out);
  channel_greet(&out);
  buffer_free(&out);
}

void setup_request(struct stream *stream, struct fields fields) {
  struct fault fault = {0};
  if (!is_machine || is_set_up) {
    answer_error(stream, EALREADY, "cannot set up: it is set up");
    return;
  }
  modules_rest();
  if (!root_make(&fault, fields)) {
    answer_error(stream, fault.number, "cannot set up: %s", fault.text);
    return;
  }
  is_set_up = true;
  answer_ok(stream, NULL);
}

void resumed_request(struct stream *stream, struct fields fields) {
  struct fault fault = {0};
  struct fields rest = fields, value;
  uint16_t tag;
  if (is_refused(stream)) return;
  thaw();
  bool is_fine = identity_set(&fault, fields);
  while (is_fine && fields_next(&rest, &tag, &value))
    if (tag == T_INTERFACE) is_fine = interface_set(&fault, value, true);
  if (is_fine)
    answer_ok(stream, NULL);
  else
    answer_error(stream, fault.number, "cannot go on as another: %s", fault.text);
}

void signal_request(struct stream *stream, struct fields fields) {
  uint64_t number = field_number(fields, T_SIGNAL, 0);
  if (number == 0 || number > 64)
    answer_error(stream, EINVAL, "cannot signal: there is no such signal");
  else if (entrypoint_signal((int)number, field_number(fields, T_TARGET, 0) == 1))
    answer_ok(stream, NULL);
  else
    answer_error(stream, ESRCH, "cannot signal: nothing runs");
}

void resize_request(struct stream *stream, struct fields fields) {
  entrypoint_resize(field_number(fields, T_ROWS, 0), field_number(fields, T_COLUMNS, 0));
  answer_ok(stream, NULL);
}

void ping_request(struct stream *stream, struct fields fields) {
  struct buffer out = {0};
  (void)fields;
  put_number(&out, T_TIME, clock_now());
  put_number(&out, T_UPTIME, now());
  answer_ok(stream, &out);
}

void time_request(struct stream *stream, struct fields fields) {
  struct fault fault = {0};
  struct buffer out = {0};
  struct fields time;
  if (is_refused(stream)) return;
  put_number(&out, T_TIME, clock_now());
  if (!field_find(fields, T_TIME, &time))
    answer_error(stream, EINVAL, "cannot set the time: there is none");
  else if (!clock_take(&fault, field_number(fields, T_TIME, 0)))
    answer_error(stream, fault.number, "cannot set the time: %s", fault.text);
  else
    answer_ok(stream, &out);
}

static bool reboots;

static void off(struct timer *timer) {
  (void)timer;
  power_off(reboots);
}

void shutdown_request(struct stream *stream, struct fields fields) {
  static struct timer soon;
  uint64_t mode = field_number(fields, T_MODE, POWER_OFF);
  if (mode > GENTLY || (mode != GENTLY && !is_machine)) {
    answer_error(stream, EINVAL, "cannot shut down so");
    return;
  }
  answer_ok(stream, NULL);
  reboots = mode == REBOOT;
  /* When OK is on its way. */
  if (mode == GENTLY)
    entrypoint_stop("shutdown", field_number(fields, T_GRACE, UINT64_MAX));
  else
    timer_set(&soon, 0, off);
}

static void mount_work(int line, void *what) {
  struct fault fault = {0};
  if (!mount_take(&fault, *(struct fields *)what)) line_fail(line, fault.number, "cannot mount: %s", fault.text);
  line_send(line, K_OK, NULL, 0);
}

static void unmount_work(int line, void *what) {
  struct fault fault = {0};
  char *path = field_text(*(struct fields *)what, T_PATH);
  if (!unmount_take(&fault, path ? path : "")) line_fail(line, fault.number, "cannot unmount: %s", fault.text);
  line_send(line, K_OK, NULL, 0);
}

static void memory_work(int line, void *what) {
  struct buffer out = {0};
  (void)what;
  sync();
  write_at(proc_fd, "sys/vm/drop_caches", "3");
  write_at(proc_fd, "sys/vm/compact_memory", "1");
  char *text = read_at(proc_fd, "meminfo", 1 << 16, NULL), *line_of = text ? strstr(text, "MemAvailable:") : NULL;
  if (line_of) put_number(&out, T_MEMORY_AVAILABLE, strtoull(line_of + 13, NULL, 10) * 1024);
  line_send(line, K_OK, out.data, out.length);
}


void mount_request(struct stream *stream, struct fields fields) {
  if (!is_refused(stream)) helper_begin(stream, mount_work, &fields);
}

void unmount_request(struct stream *stream, struct fields fields) {
  if (!is_refused(stream)) helper_begin(stream, unmount_work, &fields);
}

void memory_request(struct stream *stream, struct fields fields) {
  (void)fields;
  if (!is_refused(stream)) helper_begin(stream, memory_work, NULL);
}
