/* Memory, and bytes that grow. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent.h"

void *take_again(void *old, size_t size) {
  void *memory = realloc(old, size ? size : 1);
  if (!memory) {
    fputs("aurae: cannot go on: no memory\n", stderr);
    abort();
  }
  return memory;
}

void *take(size_t size) {
  return memset(take_again(NULL, size), 0, size);
}

char *copied(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(take(size), text, size);
}

void buffer_add(struct buffer *buffer, const void *data, size_t length) {
  if (length == 0) return;
  if (buffer->room - buffer->length < length) {
    size_t room = buffer->room ? buffer->room : 256;
    while (room - buffer->length < length) room *= 2;
    buffer->data = take_again(buffer->data, room);
    buffer->room = room;
  }
  memcpy(buffer->data + buffer->length, data, length);
  buffer->length += length;
}

void buffer_drop(struct buffer *buffer, size_t length) {
  buffer->length -= length;
  if (buffer->length == 0)
    buffer_free(buffer);
  else
    memmove(buffer->data, buffer->data + length, buffer->length);
}

void buffer_free(struct buffer *buffer) {
  free(buffer->data);
  *buffer = (struct buffer){0};
}
