/* Bytes between a stream of the channel and a descriptor: as far as there is credit, and room. */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent.h"

#define TURNS 4 /* pieces until others have their turn */

static void outlet_ready(struct watch *watch, uint32_t events) {
  (void)events;
  outlet_step(OWNER(struct outlet, watch, watch));
}

void outlet_begin(struct outlet *outlet, int fd, struct stream **stream, uint8_t flag) {
  outlet->stream = stream;
  outlet->flag = flag;
  outlet->has_ended = false;
  watch_begin(&outlet->watch, fd, EPOLLIN | EPOLLRDHUP | EPOLLET, outlet_ready);
}

void outlet_close(struct outlet *outlet) {
  outlet->has_ended = true;
  watch_close(&outlet->watch);
}

void outlet_step(struct outlet *outlet) {
  static uint8_t piece[MOST_PAYLOAD];
  for (int turn = 0; turn < TURNS && !outlet->has_ended && *outlet->stream; turn++) {
    size_t room = stream_room(*outlet->stream);
    if (!room) return; /* the stream tells when there is some */
    ssize_t count = read(outlet->watch.fd, piece, room);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count > 0) {
      stream_data(*outlet->stream, outlet->flag, piece, (size_t)count);
      continue;
    }
    /* EIO is how a terminal says that nobody has its other side. */
    frame_send((*outlet->stream)->id, K_EOF, outlet->flag, NULL, 0);
    outlet->has_ended = true;
    outlet->ended(outlet);
    return;
  }
  if (!outlet->has_ended) watch_change(&outlet->watch, outlet->watch.events);
}

static void inlet_step(struct inlet *inlet) {
  while (inlet->data.length && !inlet->has_ended) {
    ssize_t count = inlet->is_socket ? send(inlet->watch.fd, inlet->data.data, inlet->data.length, MSG_NOSIGNAL)
                                     : write(inlet->watch.fd, inlet->data.data, inlet->data.length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count < 0) { /* nobody reads it: what else comes is dropped */
      inlet->has_ended = true;
      break;
    }
    buffer_drop(&inlet->data, (size_t)count);
    if (*inlet->stream) stream_used(*inlet->stream, (size_t)count);
  }
  if (inlet->has_ended && inlet->data.length) {
    if (*inlet->stream) stream_used(*inlet->stream, inlet->data.length);
    buffer_free(&inlet->data);
  }
  if (inlet->is_last && !inlet->data.length) inlet->has_ended = true;
  if (inlet->has_ended && inlet->ended) {
    void (*ended)(struct inlet *) = inlet->ended;
    inlet->ended = NULL;
    ended(inlet);
  }
}

static void inlet_ready(struct watch *watch, uint32_t events) {
  (void)events;
  inlet_step(OWNER(struct inlet, watch, watch));
}

void inlet_begin(struct inlet *inlet, int fd, struct stream **stream, bool is_socket) {
  inlet->stream = stream;
  inlet->is_socket = is_socket;
  inlet->has_ended = inlet->is_last = false;
  watch_begin(&inlet->watch, fd, EPOLLOUT | EPOLLET, inlet_ready);
}

void inlet_add(struct inlet *inlet, struct fields data) {
  if (inlet->is_last || inlet->has_ended) {
    if (*inlet->stream) stream_used(*inlet->stream, data.length);
    return;
  }
  buffer_add(&inlet->data, data.data, data.length);
  inlet_step(inlet);
}

void inlet_last(struct inlet *inlet) {
  if (inlet->is_last) return;
  inlet->is_last = true;
  inlet_step(inlet);
}

void inlet_close(struct inlet *inlet) {
  inlet->has_ended = true;
  inlet->ended = NULL;
  buffer_free(&inlet->data);
  watch_close(&inlet->watch);
}
