/* Users and groups, as the root's files tell them. A word of digits is a number and never looked up as a name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent.h"

#define LARGEST_FILE (4u << 20)
#define MOST_GROUPS 65536u
#define LAST_ID 0xfffffffeu

static char why[160];

static const char *say(const char *text, const char *word) {
  char shown[65];
  size_t length = 0;
  for (; word[length] && length < 64; length++) {
    char c = word[length];
    shown[length] = (char)(c < ' ' || c > '~' ? '?' : c);
  }
  shown[length] = 0;
  snprintf(why, sizeof why, text, shown);
  return why;
}

static bool is_number(const char *word) {
  return *word && word[strspn(word, "0123456789")] == 0;
}

static bool number_of(const char *word, uint32_t *number) {
  if (!is_number(word) || strlen(word) > 10) return false;
  unsigned long long value = strtoull(word, NULL, 10);
  *number = (uint32_t)value;
  return value <= LAST_ID;
}

/* The file's text; empty where it is not there or no plain file. */
static char *text_of(const char *path) {
  int fd = open_in_root(root_fd, path, O_RDONLY | O_NONBLOCK, 0);
  struct stat about;
  char *text = take(1);
  if (fd < 0) return text;
  if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= LARGEST_FILE) {
    size_t size = (size_t)about.st_size, have = 0;
    text = take_again(text, size + 1);
    ssize_t count;
    while (have < size && (count = read(fd, text + have, size - have)) > 0) have += (size_t)count;
    text[have] = 0;
    for (size_t at = 0; at < have; at++)
      if (!text[at]) text[at] = '?';
  }
  close(fd);
  return text;
}

/* Cut the next line of `rest` into at most `most` fields; how many, 0 at the end. */
static size_t line_next(char **rest, char **fields, size_t most) {
  char *line = *rest;
  size_t count = 0;
  if (!line || !*line) return 0;
  char *end = strchr(line, '\n');
  if (end) *end = 0;
  *rest = end ? end + 1 : NULL;
  while (count < most && line) {
    fields[count++] = line;
    line = strchr(line, ':');
    if (line) *line++ = 0;
  }
  for (size_t at = count; at < most; at++) fields[at] = "";
  return count;
}

static const char *find_user(struct account *account, char *users, const char *user, char **name) {
  uint32_t wanted = 0, uid, gid;
  bool by_number = is_number(user);
  char *fields[7], *rest = users;
  if (by_number && !number_of(user, &wanted)) return say("user '%s' is too large a number", user);
  while (line_next(&rest, fields, 7)) {
    bool fits = number_of(fields[2], &uid) && number_of(fields[3], &gid);
    if (by_number ? !fits || uid != wanted : strcmp(fields[0], user) != 0) continue;
    if (!fits) return say("the image's entry of user '%s' has no numbers", user);
    account->uid = uid;
    account->gid = gid;
    account->home = copied(fields[5][0] == '/' ? fields[5] : "/");
    *name = fields[0];
    return NULL;
  }
  if (!by_number) return say("the image has no user '%s'", user);
  account->uid = wanted;
  account->gid = 0;
  account->home = copied("/");
  return NULL;
}

static const char *find_group(char *groups, const char *group, gid_t *gid) {
  uint32_t number;
  char *fields[4], *rest = groups;
  if (is_number(group)) {
    if (!number_of(group, &number)) return say("group '%s' is too large a number", group);
    *gid = number;
    return NULL;
  }
  while (line_next(&rest, fields, 4)) {
    if (strcmp(fields[0], group) != 0) continue;
    if (!number_of(fields[2], &number)) return say("the image's entry of group '%s' has no number", group);
    *gid = number;
    return NULL;
  }
  return say("the image has no group '%s'", group);
}

static bool add(struct account *account, gid_t gid) {
  for (size_t at = 0; at < account->count; at++)
    if (account->groups[at] == gid) return true;
  if (account->count == MOST_GROUPS) return false;
  account->groups = take_again(account->groups, (account->count + 1) * sizeof *account->groups);
  account->groups[account->count++] = gid;
  return true;
}

/* Add the groups in which a name stands. */
static bool add_memberships(struct account *account, char *groups, const char *name) {
  uint32_t gid;
  char *fields[4], *rest = groups;
  while (line_next(&rest, fields, 4)) {
    char *place = NULL;
    for (char *member = strtok_r(fields[3], ",", &place); member; member = strtok_r(NULL, ",", &place))
      if (strcmp(member, name) == 0 && number_of(fields[2], &gid) && !add(account, gid)) return false;
  }
  return true;
}

const char *account_find(struct account *account, const char *user, const char *group, char **more) {
  char *users = text_of("/etc/passwd"), *groups, *name = "";
  gid_t gid;
  *account = (struct account){0};
  const char *wrong = find_user(account, users, *user ? user : "0", &name);
  if (wrong) return wrong;
  groups = text_of("/etc/group");
  if (*group && (wrong = find_group(copied(groups), group, &account->gid))) return wrong;
  add(account, account->gid);
  /* Who names a group gets none that the files give the user. */
  bool fits = *group || !*name || add_memberships(account, copied(groups), name);
  for (; fits && *more; more++) {
    if ((wrong = find_group(copied(groups), *more, &gid))) return wrong;
    fits = add(account, gid);
  }
  return fits ? NULL : say("the user '%s' has too many groups", user);
}
