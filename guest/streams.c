/* Streams: what is going on with the host at once, and what each may send. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent.h"

#define LITTLE_WAITING (128u << 10) /* bytes to the host, up to which data is added */
#define MOST_MESSAGES (16u << 20)   /* bytes of requests that are being put together */

static struct stream *streams[MOST_STREAMS];
static uint32_t last_of_host, next_of_ours = 2;
static size_t assembled;

static request *const REQUESTS[] = {
    [K_SETUP] = setup_request,       [K_RUN] = run_request,         [K_EXEC] = exec_request,
    [K_SIGNAL] = signal_request,     [K_RESIZE] = resize_request,   [K_STATS] = stats_request,
    [K_TOP] = top_request,           [K_PING] = ping_request,       [K_TIME] = time_request,
    [K_RESUMED] = resumed_request,   [K_SHUTDOWN] = shutdown_request, [K_CONNECT] = connect_request,
    [K_PUT] = put_request,           [K_WALK] = walk_request,       [K_MOUNT] = mount_request,
    [K_FREEZE] = freeze_request,     [K_MEMORY] = memory_request,   [K_UNMOUNT] = unmount_request,
    [K_THAW] = thaw_request,
};

static const bool LATE[] = {
    /* Kinds that open no stream: those for one that has ended meanwhile are dropped. */
    [K_OK] = true,     [K_ERROR] = true, [K_DATA] = true,    [K_EOF] = true, [K_WINDOW] = true,
    [K_CLOSE] = true,  [K_ACK] = true,   [K_STARTED] = true, [K_EXIT] = true, [K_ENTRY] = true,
};

static struct stream **slot(uint32_t id) {
  for (size_t at = 0; at < MOST_STREAMS; at++)
    if (streams[at] ? streams[at]->id == id : id == 0) return &streams[at];
  return NULL;
}

static struct stream *open_as(uint32_t id) {
  struct stream **place = slot(0);
  if (!place) return NULL;
  *place = take(sizeof **place);
  (*place)->id = id;
  (*place)->credit = WINDOW_BYTES;
  return *place;
}

static void forget_message(struct stream *stream) {
  assembled -= stream->message.length;
  buffer_free(&stream->message);
}

void stream_end(struct stream *stream) {
  struct stream **place = slot(stream->id);
  if (place) *place = NULL;
  forget_message(stream);
  free(stream);
}

struct stream *stream_open(const struct handler *handler, void *self) {
  if (!channel_is_open() || next_of_ours > UINT32_MAX - 2) return NULL;
  struct stream *stream = open_as(next_of_ours);
  if (!stream) return NULL;
  next_of_ours += 2;
  stream->handler = handler;
  stream->self = self;
  return stream;
}

static void drop(struct stream *stream) {
  if (stream->handler) stream->handler->gone(stream);
  stream_end(stream);
}

void streams_drop(void) {
  for (size_t at = 0; at < MOST_STREAMS; at++)
    if (streams[at]) drop(streams[at]);
  last_of_host = 0;
  next_of_ours = 2;
}

void streams_ready(void) {
  for (size_t at = 0; at < MOST_STREAMS; at++) {
    if (channel_waiting() > LITTLE_WAITING) return;
    struct stream *stream = streams[at];
    if (stream && stream->handler && stream->handler->ready) stream->handler->ready(stream);
  }
}

bool stream_may_send(const struct stream *stream) {
  return stream_room(stream) > 0;
}

size_t stream_room(const struct stream *stream) {
  if (channel_waiting() > LITTLE_WAITING) return 0;
  return stream->credit < MOST_PAYLOAD ? stream->credit : MOST_PAYLOAD;
}

void stream_sent(struct stream *stream, size_t length) {
  stream->credit -= (uint32_t)length;
}

void stream_data(struct stream *stream, uint8_t flags, const void *data, size_t length) {
  frame_send(stream->id, K_DATA, flags, data, length);
  stream_sent(stream, length);
}

void stream_used(struct stream *stream, size_t length) {
  stream->owed += (uint32_t)length;
  if (stream->owed < WINDOW_BYTES / 4) return;
  frame_send(stream->id, K_WINDOW, 0, &stream->owed, 4);
  stream->taken -= stream->owed;
  stream->owed = 0;
}

void tell_ok(struct stream *stream, const struct buffer *fields) {
  message_send(stream->id, K_OK, fields);
}

void answer_ok(struct stream *stream, struct buffer *fields) {
  tell_ok(stream, fields);
  if (fields) buffer_free(fields);
  stream_end(stream);
}

void tell_error(struct stream *stream, int number, const char *text) {
  struct buffer fields = {0};
  put_number(&fields, T_ERRNO, (uint64_t)(int64_t)number);
  put_text(&fields, T_TEXT, text);
  message_send(stream->id, K_ERROR, &fields);
  buffer_free(&fields);
}

void answer_error(struct stream *stream, int number, const char *format, ...) {
  char text[512];
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  tell_error(stream, number, text);
  stream_end(stream);
}

static void request_take(struct stream *stream, uint8_t kind, struct fields payload) {
  request *found = kind < sizeof REQUESTS / sizeof *REQUESTS ? REQUESTS[kind] : NULL;
  if (!found)
    answer_error(stream, ENOSYS, "cannot do that: kind %d is not known", kind);
  else if (!fields_fit(payload))
    answer_error(stream, EINVAL, "cannot do that: the fields of kind %d are malformed", kind);
  else
    found(stream, payload);
}

/* A frame for a stream that is there and whose request was taken. */
static void frame_pass(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload) {
  if (kind == K_CLOSE) {
    drop(stream);
    return;
  }
  if (kind == K_WINDOW) {
    uint32_t more;
    if (payload.length != 4) return;
    memcpy(&more, payload.data, 4);
    stream->credit = more > UINT32_MAX / 2 - stream->credit ? UINT32_MAX / 2 : stream->credit + more;
    if (stream->handler->ready) stream->handler->ready(stream);
    return;
  }
  if (kind == K_DATA || kind == K_ENTRY) {
    stream->taken += (uint32_t)payload.length;
    if (stream->taken > WINDOW_BYTES) {
      frame_send(stream->id, K_CLOSE, 0, NULL, 0);
      drop(stream);
      return;
    }
  } else if (!fields_fit(payload)) {
    return;
  }
  stream->handler->frame(stream, kind, flags, payload);
}

/* Put messages together that have more than one frame; true where `payload` is all of one. */
static bool whole(struct stream *stream, uint8_t kind, uint8_t flags, struct fields *payload) {
  bool is_data = kind == K_DATA || kind == K_WINDOW || kind == K_EOF || kind == K_CLOSE;
  if (is_data || (!(flags & MORE) && !stream->message.length)) return true;
  bool is_other = stream->message.length && stream->kind != kind;
  if (is_other || stream->message.length + payload->length > MOST_MESSAGE || assembled + payload->length > MOST_MESSAGES) {
    frame_send(stream->id, K_CLOSE, 0, NULL, 0);
    drop(stream);
    return false;
  }
  stream->kind = kind;
  buffer_add(&stream->message, payload->data, payload->length);
  assembled += payload->length;
  *payload = (struct fields){stream->message.data, stream->message.length};
  return !(flags & MORE);
}

void streams_take(uint32_t id, uint8_t kind, uint8_t flags, struct fields payload) {
  struct stream **place = slot(id);
  struct stream *stream = place ? *place : NULL;
  if (!stream) {
    bool is_late = id % 2 == 0 || id <= last_of_host || (kind < sizeof LATE && LATE[kind]);
    if (is_late) return;
    last_of_host = id;
    stream = open_as(id);
    if (!stream) {
      struct stream none = {.id = id};
      tell_error(&none, EMFILE, "cannot do that: too much goes on at once");
      return;
    }
  }
  if (!whole(stream, kind, flags, &payload)) return;
  /* It may be freed by what takes it: the bytes are kept here. */
  struct buffer message = stream->message;
  assembled -= message.length;
  if (message.length) stream->message = (struct buffer){0};
  if (stream->handler)
    frame_pass(stream, kind, flags, payload);
  else if (kind == K_CLOSE)
    drop(stream);
  else
    request_take(stream, kind, payload);
  if (message.length) buffer_free(&message);
}
