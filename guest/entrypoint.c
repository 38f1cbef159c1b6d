/* RUN: the entrypoint, of which there is one. Its end is told until the host has written it down. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent.h"

#define GROUP "main"
#define HELD (200 * MILLISECOND)
#define AGAIN (5 * SECOND)
#define UNHEARD (300 * SECOND)
#define GRACE (10 * SECOND)
#define LONGEST_INVOCATION 64

enum { TERMINAL = 1, INPUT = 2 };

bool is_set_up;

static struct {
  enum { NONE, STARTING, RUNS, ENDED, TOLD } state;
  struct stream *stream;
  struct process process;
  pid_t pid; /* also when it has ended */
  char invocation[LONGEST_INVOCATION];
  size_t invocation_length;
  struct pump in, out, err;
  int in_port, out_port, err_port, terminal;
  int status, stop_signal;
  uint64_t grace, began, ended, killed_before;
  const char *reason;
  struct buffer exit;
  struct timer again, held, unheard, kill;
} entry = {.in_port = -1, .out_port = -1, .err_port = -1, .terminal = -1};

enum state entrypoint_state(void) {
  static const enum state STATES[] = {NEW, RUNNING, RUNNING, EXITED, EXITED};
  return entry.state == NONE && is_set_up ? SET_UP : STATES[entry.state];
}

void entrypoint_describe(struct buffer *out) {
  if (entry.state != NONE) put_bytes(out, T_INVOCATION, entry.invocation, entry.invocation_length);
}

static void tell_exit(struct timer *timer) {
  if (entry.stream) message_send(entry.stream->id, K_EXIT, &entry.exit);
  timer_set(timer, AGAIN, tell_exit);
}

static void unheard(struct timer *timer) {
  (void)timer;
  power_off(false);
}

static void stop_pumps(void) {
  if (!entry.in.has_ended) pump_stop(&entry.in);
  if (!entry.out.has_ended) pump_stop(&entry.out);
  if (!entry.err.has_ended) pump_stop(&entry.err);
}

static void complete(void) {
  struct buffer *out = &entry.exit;
  uint64_t kills = group_number(GROUP, "memory.events", "oom_kill") - entry.killed_before;
  bool by_memory = kills && WIFSIGNALED(entry.status) && WTERMSIG(entry.status) == SIGKILL;
  put_bytes(out, T_INVOCATION, entry.invocation, entry.invocation_length);
  put_number(out, T_STATUS, (uint64_t)entry.status);
  put_number(out, T_RUNTIME, entry.ended - entry.began);
  put_number(out, T_OOM_KILLS, kills);
  put_number(out, T_OPTIONS, by_memory);
  put_number(out, T_CPU, group_number(GROUP, "cpu.stat", "usage_usec"));
  put_number(out, T_MEMORY_PEAK, group_number(GROUP, "memory.peak", NULL));
  put_number(out, T_STDOUT_BYTES, entry.out.total);
  put_number(out, T_STDERR_BYTES, entry.err.total);
  if (entry.reason) put_text(out, T_REASON, entry.reason);
  stop_pumps();
  entry.state = TOLD;
  timer_stop(&entry.kill);
  if (is_machine) timer_set(&entry.unheard, UNHEARD, unheard);
  tell_exit(&entry.again);
}

static void complete_if_done(struct timer *timer) {
  bool is_written = pump_is_idle(&entry.out) && pump_is_idle(&entry.err);
  bool is_read = entry.out.has_ended && entry.err.has_ended;
  if (entry.state != ENDED) return;
  /* Output that a port has not taken waits for it; who else holds the pipe is not waited for long. */
  if (is_written && (is_read || now() >= entry.ended + HELD))
    complete();
  else
    timer_set(timer, is_written ? entry.ended + HELD - now() : HELD / 10, complete_if_done);
}

static void pump_ended(struct pump *pump) {
  watch_close(&pump->from);
  if (pump == &entry.in) {
    if (entry.terminal < 0) watch_close(&pump->to);
    return;
  }
  if (entry.state == ENDED) timer_set(&entry.held, 0, complete_if_done);
}

static void tell_started(void) {
  struct buffer fields = {0};
  put_number(&fields, T_PID, (uint64_t)entry.pid);
  if (entry.stream) message_send(entry.stream->id, K_STARTED, &fields);
  buffer_free(&fields);
}

static void entry_started(struct process *process, int number, const char *why) {
  if (number) {
    struct stream *stream = entry.stream;
    stop_pumps();
    entry.state = NONE;
    entry.stream = NULL;
    group_remove(GROUP);
    if (stream) answer_error(stream, number, "cannot start: %s", why);
    return;
  }
  entry.state = RUNS;
  entry.pid = process->pid;
  tell_started();
}

static void entry_exited(struct process *process, int status) {
  (void)process;
  entry.status = status;
  entry.ended = now();
  entry.state = ENDED;
  complete_if_done(&entry.held);
}

static void entry_frame(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload) {
  (void)flags;
  (void)payload;
  if (kind != K_ACK || entry.state != TOLD) return;
  entry.stream = NULL;
  stream_end(stream);
  timer_stop(&entry.again);
  timer_stop(&entry.unheard);
  if (is_machine) power_off(false);
  buffer_free(&entry.exit);
  entry.state = NONE;
}

static void entry_gone(struct stream *stream) {
  if (entry.stream == stream) entry.stream = NULL;
}

static const struct handler ENTRY = {.frame = entry_frame, .gone = entry_gone};

static void ports_open(void) {
  static bool tried;
  if (tried || !is_machine) return;
  tried = true;
  entry.in_port = port_open("aurae.stdio");
  entry.out_port = port_open("aurae.stdout");
  entry.err_port = port_open("aurae.stderr");
  /* A terminal has one port for both ways. */
  if (entry.out_port < 0) entry.out_port = fcntl(entry.in_port, F_DUPFD_CLOEXEC, 0);
}

/* Make the pipes of the process; false and errno where there are none. */
static bool streams_make(struct launch *launch) {
  uint64_t options = field_number(launch->fields, T_OPTIONS, 0);
  int in[2] = {-1, -1}, out[2], err[2];
  entry.in.ended = entry.out.ended = entry.err.ended = pump_ended;
  entry.in.has_ended = entry.out.has_ended = entry.err.has_ended = true;
  entry.in.total = entry.out.total = entry.err.total = 0;
  entry.in.have = entry.in.sent = entry.out.have = entry.out.sent = entry.err.have = entry.err.sent = 0;
  if (options & TERMINAL) {
    entry.terminal = terminal_make(&launch->terminal, launch->fields);
    if (entry.terminal < 0) return false;
    pump_begin(&entry.out, entry.terminal, fcntl(entry.out_port, F_DUPFD_CLOEXEC, 0), false);
    if (entry.in_port >= 0) pump_begin(&entry.in, fcntl(entry.in_port, F_DUPFD_CLOEXEC, 0), fcntl(entry.terminal, F_DUPFD_CLOEXEC, 0), true);
    return true;
  }
  entry.terminal = -1;
  if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) return false;
  fcntl(out[0], F_SETFL, O_NONBLOCK);
  fcntl(err[0], F_SETFL, O_NONBLOCK);
  launch->streams[1] = out[1];
  launch->streams[2] = err[1];
  pump_begin(&entry.out, out[0], fcntl(entry.out_port, F_DUPFD_CLOEXEC, 0), false);
  pump_begin(&entry.err, err[0], fcntl(entry.err_port, F_DUPFD_CLOEXEC, 0), false);
  if (!(options & INPUT) || entry.in_port < 0 || pipe2(in, O_CLOEXEC) < 0) {
    launch->streams[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return true;
  }
  launch->streams[0] = in[0];
  fcntl(in[1], F_SETFL, O_NONBLOCK);
  pump_begin(&entry.in, fcntl(entry.in_port, F_DUPFD_CLOEXEC, 0), in[1], true);
  return true;
}

/* Write the limits of its group; NULL, or which of them cannot be. */
static const char *limits_write(struct fields fields, const char **why) {
  char **lines = field_texts(fields, T_CGROUP);
  const char *wrong = NULL;
  static char name[80];
  for (char **line = lines; *line && !wrong; line++) {
    char *value = strchr(*line, '=');
    if (value) *value++ = 0;
    *why = value ? group_write(GROUP, *line, value) : "has no value";
    snprintf(name, sizeof name, "%s", *line);
    if (*why) wrong = name;
  }
  texts_free(lines);
  return wrong;
}

static void run(struct stream *stream, struct fields fields, struct fields invocation) {
  struct launch launch = {.fields = fields, .streams = {-1, -1, -1}, .terminal = -1};
  const char *why, *wrong = NULL;
  if (is_machine) {
    group_make(GROUP);
    snprintf(entry.process.group, sizeof entry.process.group, GROUP);
    if ((wrong = limits_write(fields, &why))) {
      answer_error(stream, EINVAL, "cannot start: %s: %s", wrong, why);
      return;
    }
  }
  ports_open();
  entry.stop_signal = (int)field_number(fields, T_SIGNAL, SIGTERM);
  entry.grace = field_number(fields, T_GRACE, GRACE);
  entry.killed_before = group_number(GROUP, "memory.events", "oom_kill");
  entry.reason = NULL;
  entry.began = now();
  entry.process.started = entry_started;
  entry.process.exited = entry_exited;
  bool is_fine = streams_make(&launch) && process_start(&entry.process, &launch) == 0;
  int number = errno;
  for (int at = 0; at < 3; at++)
    if (launch.streams[at] >= 0) close(launch.streams[at]);
  if (launch.terminal >= 0) close(launch.terminal);
  if (!is_fine) {
    stop_pumps();
    answer_error(stream, number, "cannot start: %s", strerror(number));
    return;
  }
  entry.state = STARTING;
  memcpy(entry.invocation, invocation.data, invocation.length);
  entry.invocation_length = invocation.length;
  entry.stream = stream;
  stream->handler = &ENTRY;
}

/* The host asks again for what it has asked for: another connection, perhaps another server. */
static void run_again(struct stream *stream) {
  if (entry.stream) {
    frame_send(entry.stream->id, K_CLOSE, 0, NULL, 0);
    stream_end(entry.stream);
  }
  entry.stream = stream;
  stream->handler = &ENTRY;
  if (entry.state != STARTING) tell_started();
  if (entry.state == TOLD) tell_exit(&entry.again);
}

void run_request(struct stream *stream, struct fields fields) {
  struct fields id;
  bool has_id = field_find(fields, T_INVOCATION, &id) && id.length && id.length <= LONGEST_INVOCATION;
  bool is_same = has_id && entry.state != NONE && id.length == entry.invocation_length &&
                 memcmp(id.data, entry.invocation, id.length) == 0;
  if (!has_id)
    answer_error(stream, EINVAL, "cannot start: there is no invocation");
  else if (is_same)
    run_again(stream);
  else if (entry.state != NONE)
    answer_error(stream, EBUSY, "cannot start: something else runs");
  else if (is_machine && !is_set_up)
    answer_error(stream, EINVAL, "cannot start: the machine is not set up");
  else if (field_count(fields, T_ARGV) == 0)
    answer_error(stream, ENOENT, "cannot start: there was no such run, and there is no command");
  else
    run(stream, fields, id);
}

bool entrypoint_signal(int number, bool all) {
  if (entry.state != RUNS) return false;
  if (!all) return kill(entry.process.pid, number) == 0;
  if (number == SIGKILL && *entry.process.group && !group_write(GROUP, "cgroup.kill", "1")) return true;
  return group_signal(GROUP, number) || kill(-entry.process.pid, number) == 0;
}

void entrypoint_resize(uint64_t rows, uint64_t columns) {
  if (entry.terminal >= 0 && !entry.out.has_ended) terminal_resize(entry.terminal, rows, columns);
}

static void kill_now(struct timer *timer) {
  (void)timer;
  entrypoint_signal(SIGKILL, true);
}

/* Ask it to end, and see that it does. Where nothing runs the machine goes off. */
void entrypoint_stop(const char *reason, uint64_t grace) {
  if (entry.state != RUNS) {
    if (is_machine && entry.state == NONE) power_off(false);
    return;
  }
  entry.reason = reason;
  kill(entry.process.pid, entry.stop_signal);
  if (!entry.kill.due) timer_set(&entry.kill, grace == UINT64_MAX ? entry.grace : grace, kill_now);
}
