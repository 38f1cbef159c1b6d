/* Bytes between the entrypoint and the ports of QEMU, which are its log and its input. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "agent.h"

#define TURNS 8

static void end(struct pump *pump) {
  if (pump->has_ended) return;
  pump->has_ended = true;
  pump->ended(pump);
}

/* Read where nothing is left to be written; false where it has to wait or is over. */
static bool fill(struct pump *pump) {
  ssize_t count = read(pump->from.fd, pump->data, sizeof pump->data);
  if (count < 0 && errno == EINTR) return true;
  if (count < 0 && errno == EAGAIN) {
    pump->was_open = true;
    return false;
  }
  if (count <= 0) {
    /* A port without a host is at its end too: it may still come, the first time. */
    if (!pump->is_from_port || pump->was_open) end(pump);
    return false;
  }
  pump->was_open = true;
  pump->have = (size_t)count;
  pump->sent = 0;
  return true;
}

static void step(struct pump *pump) {
  for (int turn = 0; turn < TURNS; turn++) {
    if (pump->has_ended) return;
    if (pump->sent == pump->have && !fill(pump)) return;
    while (pump->sent < pump->have) {
      size_t left = pump->have - pump->sent;
      ssize_t count = pump->to.fd < 0 ? (ssize_t)left : write(pump->to.fd, pump->data + pump->sent, left);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count < 0) { /* nobody takes it; a port's end is never that */
        end(pump);
        return;
      }
      pump->sent += (size_t)count;
      pump->total += (uint64_t)count;
    }
  }
  watch_change(&pump->from, pump->from.events);
}

static void from_ready(struct watch *watch, uint32_t events) {
  (void)events;
  step(OWNER(struct pump, from, watch));
}

static void to_ready(struct watch *watch, uint32_t events) {
  (void)events;
  step(OWNER(struct pump, to, watch));
}

void pump_begin(struct pump *pump, int from, int to, bool is_from_port) {
  pump->have = pump->sent = 0;
  pump->total = 0;
  pump->has_ended = false;
  pump->is_from_port = is_from_port;
  struct pollfd about = {.fd = from};
  pump->was_open = poll(&about, 1, 0) >= 0 && !(about.revents & POLLHUP);
  pump->to.fd = -1;
  if (to >= 0) watch_begin(&pump->to, to, EPOLLOUT | EPOLLET, to_ready);
  watch_begin(&pump->from, from, EPOLLIN | EPOLLRDHUP | EPOLLET, from_ready);
}

void pump_stop(struct pump *pump) {
  pump->has_ended = true;
  watch_close(&pump->from);
  watch_close(&pump->to);
}

/* Say that everything that was read has been written. */
bool pump_is_idle(const struct pump *pump) {
  return pump->sent == pump->have;
}
