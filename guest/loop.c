/* The loop: descriptors that are watched, and times. One event at a time, so that whoever handles it may end any other. */
#include <errno.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

static int poller;
static struct timer *timers; /* the next one first */

uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_BOOTTIME, &time);
  return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

void loop_init(void) {
  poller = epoll_create1(EPOLL_CLOEXEC);
}

void watch_begin(struct watch *watch, int fd, uint32_t events, void (*ready)(struct watch *, uint32_t)) {
  struct epoll_event event = {.events = events, .data.ptr = watch};
  *watch = (struct watch){fd, events, ready};
  epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

void watch_change(struct watch *watch, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = watch};
  watch->events = events;
  epoll_ctl(poller, EPOLL_CTL_MOD, watch->fd, &event);
}

void watch_close(struct watch *watch) {
  if (watch->fd < 0) return;
  /* A child that was forked meanwhile may hold the file: closing alone would not end the watch. */
  epoll_ctl(poller, EPOLL_CTL_DEL, watch->fd, NULL);
  close(watch->fd);
  watch->fd = -1;
}

void timer_stop(struct timer *timer) {
  for (struct timer **each = &timers; *each; each = &(*each)->next) {
    if (*each == timer) {
      *each = timer->next;
      break;
    }
  }
  timer->due = 0;
}

void timer_set(struct timer *timer, uint64_t in, void (*ring)(struct timer *)) {
  uint64_t begin = now();
  timer_stop(timer);
  timer->due = in > UINT64_MAX - begin ? UINT64_MAX : begin + in;
  timer->ring = ring;
  struct timer **place = &timers;
  while (*place && (*place)->due <= timer->due) place = &(*place)->next;
  timer->next = *place;
  *place = timer;
}

static int until_next(void) {
  if (!timers) return -1;
  uint64_t time = now();
  if (timers->due <= time) return 0;
  uint64_t left = (timers->due - time + MILLISECOND - 1) / MILLISECOND;
  return left > 3600000 ? 3600000 : (int)left;
}

void loop_run(void (*before_waiting)(void)) {
  for (;;) {
    struct epoll_event event;
    before_waiting();
    int count = epoll_wait(poller, &event, 1, until_next());
    if (count == 1) {
      struct watch *watch = event.data.ptr;
      watch->ready(watch, event.events);
    }
    while (timers && timers->due <= now()) {
      struct timer *timer = timers;
      timer_stop(timer);
      timer->ring(timer);
    }
  }
}
