/* Fields: u16 tag, u32 length, bytes. They are checked once, as a whole; what asks for one may then trust it. */
#include <stdlib.h>
#include <string.h>

#include "agent.h"

#define DEEPEST 4
#define FIELD_HEADER 6

static const uint8_t TYPES[] = {
#define TYPED(name, number, type) [number] = type + 1,
    FIELDS(TYPED)
#undef TYPED
};

bool fields_next(struct fields *rest, uint16_t *tag, struct fields *value) {
  uint32_t length;
  if (rest->length < FIELD_HEADER) return false;
  memcpy(tag, rest->data, 2);
  memcpy(&length, rest->data + 2, 4);
  if (length > rest->length - FIELD_HEADER) return false;
  *value = (struct fields){rest->data + FIELD_HEADER, length};
  rest->data += FIELD_HEADER + length;
  rest->length -= FIELD_HEADER + length;
  return true;
}

static bool fit(struct fields fields, int depth) {
  uint16_t tag;
  struct fields value;
  while (fields_next(&fields, &tag, &value)) {
    int type = tag < sizeof TYPES ? TYPES[tag] - 1 : -1;
    if (type == NUMBER && value.length != 8) return false;
    if (type == TEXT && value.length && memchr(value.data, 0, value.length)) return false;
    if (type == GROUP && (depth == DEEPEST || !fit(value, depth + 1))) return false;
  }
  return fields.length == 0;
}

bool fields_fit(struct fields fields) {
  return fit(fields, 0);
}

bool field_find(struct fields fields, enum tag tag, struct fields *value) {
  uint16_t found;
  while (fields_next(&fields, &found, value))
    if (found == tag) return true;
  return false;
}

uint64_t field_number(struct fields fields, enum tag tag, uint64_t otherwise) {
  struct fields value;
  uint64_t number;
  if (!field_find(fields, tag, &value)) return otherwise;
  memcpy(&number, value.data, 8);
  return number;
}

char *field_string(struct fields value) {
  char *text = take(value.length + 1);
  if (value.length) memcpy(text, value.data, value.length);
  text[value.length] = 0;
  return text;
}

char *field_text(struct fields fields, enum tag tag) {
  struct fields value;
  return field_find(fields, tag, &value) ? field_string(value) : NULL;
}

size_t field_count(struct fields fields, enum tag tag) {
  uint16_t found;
  struct fields value;
  size_t count = 0;
  while (fields_next(&fields, &found, &value)) count += found == tag;
  return count;
}

char **field_texts(struct fields fields, enum tag tag) {
  uint16_t found;
  struct fields value;
  size_t count = 0;
  char **texts = take((field_count(fields, tag) + 1) * sizeof *texts);
  while (fields_next(&fields, &found, &value))
    if (found == tag) texts[count++] = field_string(value);
  texts[count] = NULL;
  return texts;
}

void texts_free(char **texts) {
  for (char **each = texts; *each; each++) free(*each);
  free(texts);
}

void put_bytes(struct buffer *out, enum tag tag, const void *data, size_t length) {
  uint16_t number = (uint16_t)tag;
  uint32_t size = (uint32_t)length;
  buffer_add(out, &number, 2);
  buffer_add(out, &size, 4);
  buffer_add(out, data, length);
}

void put_number(struct buffer *out, enum tag tag, uint64_t number) {
  put_bytes(out, tag, &number, 8);
}

void put_text(struct buffer *out, enum tag tag, const char *text) {
  put_bytes(out, tag, text, strlen(text));
}

size_t group_begin(struct buffer *out, enum tag tag) {
  put_bytes(out, tag, "", 0);
  return out->length;
}

void group_end(struct buffer *out, size_t begin) {
  uint32_t size = (uint32_t)(out->length - begin);
  memcpy(out->data + begin - 4, &size, 4);
}
