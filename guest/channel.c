/* The channel: bytes to frames and back. What cannot be a frame is skipped until the host begins anew. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <stdlib.h>

#include "agent.h"

#define MOST_WAITING (1u << 20) /* bytes to the host, beyond which nothing is read from it */
#define EDGE (EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET)

static struct {
  struct watch watch;
  bool is_port, is_open, was_greeted, is_paused;
  bool was_there; /* since it has greeted the host has taken something */
  size_t matched; /* bytes of MAGIC */
  size_t have;
  uint8_t in[2 * (HEADER + MOST_PAYLOAD)];
  struct buffer out;
  size_t sent;
} channel;

bool channel_is_open(void) {
  return channel.is_open;
}

bool channel_is_port(void) {
  return channel.is_port;
}

size_t channel_waiting(void) {
  return channel.out.length - channel.sent;
}

void channel_reset(void) {
  buffer_free(&channel.out);
  channel.sent = 0;
}

void frame_send(uint32_t stream, uint8_t kind, uint8_t flags, const void *payload, size_t length) {
  uint8_t header[HEADER] = {0};
  uint32_t size = (uint32_t)length;
  if (!channel.is_open) return;
  memcpy(header, &stream, 4);
  header[4] = kind;
  header[5] = flags;
  memcpy(header + 8, &size, 4);
  buffer_add(&channel.out, header, HEADER);
  buffer_add(&channel.out, payload, length);
}

void message_send(uint32_t stream, uint8_t kind, const struct buffer *fields) {
  size_t length = fields ? fields->length : 0, at = 0;
  do {
    size_t size = length - at > MOST_PAYLOAD ? MOST_PAYLOAD : length - at;
    frame_send(stream, kind, at + size < length ? MORE : 0, size ? fields->data + at : NULL, size);
    at += size;
  } while (at < length);
}

static void lost(void) {
  /* What was read stays: it may be how the next host begins. */
  channel.is_open = channel.was_greeted = channel.was_there = false;
  channel_reset();
  streams_drop();
  if (!channel.is_port) exit(0);
}

void channel_flush(void) {
  while (channel_waiting()) {
    ssize_t count = write(channel.watch.fd, channel.out.data + channel.sent, channel_waiting());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) lost();
    if (count <= 0) return;
    channel.was_there = true;
    channel.sent += (size_t)count;
    /* The rest is moved seldom: not with every write. */
    if (channel.sent == channel.out.length || channel.sent > MOST_WAITING) {
      buffer_drop(&channel.out, channel.sent);
      channel.sent = 0;
    }
  }
  if (channel.is_paused) {
    channel.is_paused = false;
    watch_change(&channel.watch, EDGE);
  }
}

/* Take what is before MAGIC and MAGIC itself; the bytes taken. */
static size_t scan(const uint8_t *data, size_t length) {
  for (size_t at = 0; at < length; at++) {
    /* MAGIC's first byte, 0, is nowhere else in it: a match that breaks begins anew at the most. */
    if (data[at] == (uint8_t)MAGIC[channel.matched])
      channel.matched++;
    else
      channel.matched = data[at] == 0;
    if (channel.matched == MAGIC_LENGTH) {
      channel.is_open = true;
      channel.was_greeted = false;
      channel.matched = 0;
      return at + 1;
    }
  }
  return length;
}

static void shut(void) {
  channel.is_open = false;
  channel.matched = 0;
}

/* Take one frame; the bytes taken, 0 where it is not all there. */
static size_t frame_take(const uint8_t *data, size_t length) {
  uint32_t stream, size;
  uint16_t zero;
  if (length < HEADER) return 0;
  memcpy(&stream, data, 4);
  memcpy(&zero, data + 6, 2);
  memcpy(&size, data + 8, 4);
  if (data[4] == 0 || zero != 0 || size > MOST_PAYLOAD) {
    shut();
    return 1;
  }
  if (length < HEADER + size) return 0;
  struct fields payload = {data + HEADER, size};
  if (stream == 0 && data[4] == K_HELLO && data[5] == 0 && fields_fit(payload)) {
    channel.was_greeted = true;
    channel.was_there = false;
    greet(payload);
  } else if (!channel.was_greeted || stream == 0) {
    shut();
  } else {
    streams_take(stream, data[4], data[5], payload);
  }
  return HEADER + size;
}

static void parse(void) {
  size_t at = 0;
  while (at < channel.have) {
    const uint8_t *data = channel.in + at;
    size_t left = channel.have - at;
    size_t taken = channel.is_open ? frame_take(data, left) : scan(data, left);
    if (taken == 0) break;
    at += taken;
  }
  channel.have -= at;
  memmove(channel.in, channel.in + at, channel.have);
}

/* Begin anew with the host; what it was being told is over. */
void channel_greet(const struct buffer *hello) {
  streams_drop();
  channel_reset();
  buffer_add(&channel.out, MAGIC, MAGIC_LENGTH);
  message_send(0, K_HELLO, hello);
}

/* Whether the host has gone. The kernel hears of hosts that come and go later than of their bytes: one that has
 * greeted us may still count as gone, until something could be written to it. */
static bool has_hung_up(int fd) {
  struct pollfd about = {.fd = fd};
  return channel.was_there && poll(&about, 1, 0) == 1 && about.revents & POLLHUP;
}

static void channel_ready(struct watch *watch, uint32_t events) {
  (void)events;
  for (int turn = 0; turn < 8; turn++) {
    if (channel_waiting() > MOST_WAITING) {
      channel.is_paused = true;
      return;
    }
    ssize_t count = read(watch->fd, channel.in + channel.have, sizeof channel.in - channel.have);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      bool is_alive = channel.is_port ? !has_hung_up(watch->fd) : count < 0 && errno == EAGAIN;
      if (!is_alive) lost();
      return;
    }
    channel.have += (size_t)count;
    parse();
  }
  watch_change(watch, EDGE); /* tell it again: others have their turn first */
}

void channel_begin(int fd, bool is_port) {
  channel.is_port = is_port;
  watch_begin(&channel.watch, fd, EDGE, channel_ready);
}
