/* EXEC: a process beside the entrypoint, whose streams are the host's. It ends with its stream. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent.h"

#define HELD (200 * MILLISECOND) /* for output that somebody else holds after the end */

enum { TERMINAL = 1, INPUT = 2 };

struct session {
  struct stream *stream, *shown; /* shown: once STARTED was said */
  struct process process;
  struct outlet out, err;
  struct inlet in;
  struct timer held;
  int terminal, status;
  bool has_exited;
  uint64_t began, ended;
};

static uint64_t sessions;

static void session_free(struct session *session) {
  outlet_close(&session->out);
  outlet_close(&session->err);
  inlet_close(&session->in);
  timer_stop(&session->held);
  group_remove(session->process.group);
  free(session);
}

static void finish(struct timer *timer) {
  struct session *session = OWNER(struct session, held, timer);
  struct buffer fields = {0};
  struct stream *stream = session->stream;
  bool is_done = session->out.has_ended && session->err.has_ended;
  if (!is_done && !stream_may_send(stream)) { /* the host has not read what may still be there */
    timer_set(timer, HELD, finish);
    return;
  }
  put_number(&fields, T_STATUS, (uint64_t)session->status);
  put_number(&fields, T_RUNTIME, session->ended - session->began);
  message_send(stream->id, K_EXIT, &fields);
  buffer_free(&fields);
  session_free(session);
  stream_end(stream);
}

/* By the loop: whoever called may still hold the session. */
static void finish_if_done(struct session *session) {
  if (session->has_exited && session->out.has_ended && session->err.has_ended) timer_set(&session->held, 0, finish);
}

static void out_ended(struct outlet *outlet) {
  finish_if_done(OWNER(struct session, out, outlet));
}

static void err_ended(struct outlet *outlet) {
  finish_if_done(OWNER(struct session, err, outlet));
}

static void in_ended(struct inlet *inlet) {
  struct session *session = OWNER(struct session, in, inlet);
  if (session->terminal < 0) watch_close(&inlet->watch);
}

static void session_frame(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload) {
  struct session *session = stream->self;
  if (kind == K_DATA && flags == 0)
    inlet_add(&session->in, payload);
  else if (kind == K_EOF)
    inlet_last(&session->in);
  else if (kind == K_SIGNAL)
    process_kill(&session->process, (int)field_number(payload, T_SIGNAL, SIGTERM));
  else if (kind == K_RESIZE && session->terminal >= 0)
    terminal_resize(session->terminal, field_number(payload, T_ROWS, 0), field_number(payload, T_COLUMNS, 0));
}

static void session_gone(struct stream *stream) {
  struct session *session = stream->self;
  session->stream = session->shown = NULL;
  if (session->has_exited) {
    session_free(session);
    return;
  }
  outlet_close(&session->out);
  outlet_close(&session->err);
  inlet_close(&session->in);
  process_kill(&session->process, SIGKILL); /* freed when it is reaped */
}

static void session_ready(struct stream *stream) {
  struct session *session = stream->self;
  outlet_step(&session->err);
  outlet_step(&session->out);
}

static const struct handler SESSION = {session_frame, session_gone, session_ready};

static void session_started(struct process *process, int number, const char *why) {
  struct session *session = OWNER(struct session, process, process);
  struct stream *stream = session->stream;
  if (number) {
    if (stream) answer_error(stream, number, "cannot start: %s", why);
    session_free(session);
    return;
  }
  if (!stream) {
    process_kill(process, SIGKILL);
    return;
  }
  struct buffer fields = {0};
  put_number(&fields, T_PID, (uint64_t)process->pid);
  message_send(stream->id, K_STARTED, &fields);
  buffer_free(&fields);
  session->shown = stream;
  session_ready(stream);
}

static void session_exited(struct process *process, int status) {
  struct session *session = OWNER(struct session, process, process);
  session->status = status;
  session->ended = now();
  session->has_exited = true;
  if (!session->stream) {
    group_kill(process->group);
    session_free(session);
    return;
  }
  timer_set(&session->held, HELD, finish);
  finish_if_done(session);
}

/* Make the streams of a process; ours are put into the session. */
static bool streams_make(struct session *session, struct launch *launch) {
  uint64_t options = field_number(launch->fields, T_OPTIONS, 0);
  int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
  if (options & TERMINAL) {
    session->terminal = terminal_make(&launch->terminal, launch->fields);
    if (session->terminal < 0) return false;
    outlet_begin(&session->out, session->terminal, &session->shown, STDOUT);
    inlet_begin(&session->in, fcntl(session->terminal, F_DUPFD_CLOEXEC, 0), &session->stream, false);
    session->err.has_ended = true;
    return true;
  }
  if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0 || (options & INPUT && pipe2(in, O_CLOEXEC) < 0)) return false;
  launch->streams[0] = options & INPUT ? in[0] : open("/dev/null", O_RDONLY | O_CLOEXEC);
  launch->streams[1] = out[1];
  launch->streams[2] = err[1];
  fcntl(out[0], F_SETFL, O_NONBLOCK);
  fcntl(err[0], F_SETFL, O_NONBLOCK);
  outlet_begin(&session->out, out[0], &session->shown, STDOUT);
  outlet_begin(&session->err, err[0], &session->shown, STDERR);
  if (options & INPUT) {
    fcntl(in[1], F_SETFL, O_NONBLOCK);
    inlet_begin(&session->in, in[1], &session->stream, false);
  } else {
    session->in.has_ended = true;
  }
  return true;
}

void exec_request(struct stream *stream, struct fields fields) {
  struct session *session = take(sizeof *session);
  struct launch launch = {.fields = fields, .streams = {-1, -1, -1}, .terminal = -1};
  session->stream = stream;
  session->terminal = session->out.watch.fd = session->err.watch.fd = session->in.watch.fd = -1;
  session->in.stream = &session->stream;
  session->out.ended = out_ended;
  session->err.ended = err_ended;
  session->in.ended = in_ended;
  session->process.started = session_started;
  session->process.exited = session_exited;
  session->process.failure.fd = -1;
  session->began = now();
  if (is_machine) snprintf(session->process.group, sizeof session->process.group, "session-%llu", (unsigned long long)++sessions);
  bool is_fine = streams_make(session, &launch) && process_start(&session->process, &launch) == 0;
  int number = errno;
  for (int at = 0; at < 3; at++)
    if (launch.streams[at] >= 0) close(launch.streams[at]);
  if (launch.terminal >= 0) close(launch.terminal);
  if (!is_fine) {
    session_free(session);
    answer_error(stream, number, "cannot start: %s", strerror(number));
    return;
  }
  stream->handler = &SESSION;
  stream->self = session;
}
