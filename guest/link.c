/* A stream that is a connection: CONNECT to something in the guest, or one that OPEN has brought to the host. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent.h"

struct link {
  struct stream *stream, *shown; /* shown: none until the host has said OK to what we opened */
  struct outlet out;
  struct inlet in;
};

static void link_free(struct link *link) {
  outlet_close(&link->out);
  inlet_close(&link->in);
  free(link);
}

static void end_if_done(struct link *link) {
  if (!link->out.has_ended || !link->in.has_ended || link->in.data.length) return;
  struct stream *stream = link->stream;
  link_free(link);
  stream_end(stream);
}

static void out_ended(struct outlet *outlet) {
  end_if_done(OWNER(struct link, out, outlet));
}

static void in_ended(struct inlet *inlet) {
  struct link *link = OWNER(struct link, in, inlet);
  shutdown(inlet->watch.fd, SHUT_WR);
  end_if_done(link);
}

static void link_frame(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload) {
  struct link *link = stream->self;
  (void)flags;
  if (kind == K_DATA) {
    inlet_add(&link->in, payload);
  } else if (kind == K_EOF) {
    inlet_last(&link->in);
  } else if (kind == K_OK) {
    link->shown = stream;
    outlet_step(&link->out);
  } else if (kind == K_ERROR) {
    link_free(link);
    stream_end(stream);
  }
}

static void link_gone(struct stream *stream) {
  struct linger now = {1, 0};
  struct link *link = stream->self;
  setsockopt(link->in.watch.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  link_free(link);
}

static void link_ready(struct stream *stream) {
  struct link *link = stream->self;
  outlet_step(&link->out);
}

static const struct handler LINK = {link_frame, link_gone, link_ready};

void link_take(struct stream *stream, int fd) {
  struct link *link = take(sizeof *link);
  link->stream = stream;
  stream->handler = &LINK;
  stream->self = link;
  link->out.ended = out_ended;
  link->in.ended = in_ended;
  outlet_begin(&link->out, fd, &link->shown, 0);
  inlet_begin(&link->in, fcntl(fd, F_DUPFD_CLOEXEC, 0), &link->stream, true);
}

void link_begin(struct stream *stream, int fd) {
  link_take(stream, fd);
  ((struct link *)stream->self)->shown = stream;
}
