/* STATS and TOP: what the kernel tells of the machine. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent.h"

#define MOST_PROCESSES 4096
#define MOST_ANSWER (1u << 20)
#define MOST_DISKS 64
#define LONGEST_COMMAND 4096
#define MAIN "main"

static void memory_put(struct buffer *out) {
  static const struct {
    const char *name;
    enum tag tag;
  } LINES[] = {{"MemTotal:", T_MEMORY_TOTAL}, {"MemAvailable:", T_MEMORY_AVAILABLE}, {"MemFree:", T_MEMORY_FREE}, {"Cached:", T_MEMORY_CACHED}};
  char *text = read_at(proc_fd, "meminfo", 1 << 16, NULL), *rest = NULL;
  for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
    for (size_t at = 0; at < sizeof LINES / sizeof *LINES; at++)
      if (strncmp(line, LINES[at].name, strlen(LINES[at].name)) == 0)
        put_number(out, LINES[at].tag, strtoull(line + strlen(LINES[at].name), NULL, 10) * 1024);
  free(text);
}

static void cpu_put(struct buffer *out) {
  unsigned long long user, nice, system, idle, waiting;
  uint64_t tick = 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
  char *text = read_at(proc_fd, "stat", 1 << 20, NULL), *load = read_at(proc_fd, "loadavg", 256, NULL);
  if (text && sscanf(text, "cpu %llu %llu %llu %llu %llu", &user, &nice, &system, &idle, &waiting) == 5) {
    put_number(out, T_CPU_USER, (user + nice) * tick);
    put_number(out, T_CPU_SYSTEM, system * tick);
    put_number(out, T_CPU_IDLE, (idle + waiting) * tick);
  }
  put_number(out, T_CPUS, (uint64_t)sysconf(_SC_NPROCESSORS_ONLN));
  if (load) {
    load[strcspn(load, "\n")] = 0;
    put_text(out, T_LOAD, load);
  }
  free(text);
  free(load);
}

static void pressure_put(struct buffer *out) {
  static const char *const KINDS[] = {"cpu", "memory", "io"};
  for (size_t at = 0; at < 3; at++) {
    char path[32], line[600], *rest = NULL;
    snprintf(path, sizeof path, "pressure/%s", KINDS[at]);
    char *text = read_at(proc_fd, path, 4096, NULL);
    for (char *each = text ? strtok_r(text, "\n", &rest) : NULL; each; each = strtok_r(NULL, "\n", &rest)) {
      snprintf(line, sizeof line, "%s %s", KINDS[at], each);
      put_text(out, T_PRESSURE, line);
    }
    free(text);
  }
}

static void net_put(struct buffer *out) {
  char *text = read_at(proc_fd, "self/net/dev", 1 << 18, NULL), *rest = NULL;
  for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest)) {
    char name[32];
    unsigned long long rx, rx_packets, tx, tx_packets;
    if (sscanf(line, " %31[^:]: %llu %llu %*u %*u %*u %*u %*u %*u %llu %llu", name, &rx, &rx_packets, &tx, &tx_packets) != 5) continue;
    size_t group = group_begin(out, T_NET);
    put_text(out, T_NAME, name);
    put_number(out, T_RX_BYTES, rx);
    put_number(out, T_RX_PACKETS, rx_packets);
    put_number(out, T_TX_BYTES, tx);
    put_number(out, T_TX_PACKETS, tx_packets);
    group_end(out, group);
  }
  free(text);
}

/* The root, and what is on a disk. */
static void disks_put(struct buffer *out) {
  char *text = read_at(proc_fd, "self/mountinfo", 1 << 20, NULL), *rest = NULL;
  int count = 0;
  for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line && count < MOST_DISKS; line = strtok_r(NULL, "\n", &rest)) {
    char path[4096], kind[64];
    unsigned device;
    struct statvfs about;
    const char *separator = strstr(line, " - ");
    bool is_whole = separator && sscanf(line, "%*s %*s %u:%*u %*s %4095s", &device, path) == 2 && sscanf(separator, " - %63s", kind) == 1;
    /* A share could make us wait for the host. */
    if (!is_whole || (device == 0 && strcmp(path, "/") != 0) || statvfs(path, &about) < 0) continue;
    size_t group = group_begin(out, T_DISK);
    put_text(out, T_PATH, path);
    put_text(out, T_FILESYSTEM, kind);
    put_number(out, T_SIZE, (uint64_t)about.f_blocks * about.f_frsize);
    put_number(out, T_FREE, (uint64_t)about.f_bavail * about.f_frsize);
    group_end(out, group);
    count++;
  }
  free(text);
}

static DIR *processes_open(void) {
  int fd = openat(proc_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd < 0 ? NULL : fdopendir(fd);
}

/* Put one process, but for threads of the kernel, which have no command line, and ourselves. */
static bool process_put(struct buffer *out, const char *pid, uint64_t boot) {
  char path[64], state;
  int parent;
  unsigned long long user, system, start;
  long resident;
  size_t length = 0;
  struct stat about;
  uint64_t tick = 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
  snprintf(path, sizeof path, "%s/stat", pid);
  char *text = read_at(proc_fd, path, 8192, NULL), *behind = text ? strrchr(text, ')') : NULL;
  bool is_whole = behind && sscanf(behind + 1, " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %*d %*d %*d %*d %*d %*d %llu %*u %ld", &state,
                                   &parent, &user, &system, &start, &resident) == 6;
  is_whole = is_whole && parent != 2 && strcmp(pid, "2") != 0 && atoi(pid) != getpid() && fstatat(proc_fd, pid, &about, 0) == 0;
  if (!is_whole) {
    free(text);
    return false;
  }
  snprintf(path, sizeof path, "%s/cmdline", pid);
  char *command = read_at(proc_fd, path, 1 << 20, &length), *name = strchr(text, '(');
  if (length > LONGEST_COMMAND) length = LONGEST_COMMAND;
  size_t group = group_begin(out, T_PROCESS);
  put_number(out, T_PID, strtoull(pid, NULL, 10));
  put_number(out, T_PARENT, (uint64_t)parent);
  put_number(out, T_UID, about.st_uid);
  put_bytes(out, T_COMMAND, length ? command : name + 1, length ? length : (size_t)(behind - name - 1));
  put_number(out, T_STARTED, boot + start * tick * 1000);
  put_number(out, T_CPU, (user + system) * tick);
  put_number(out, T_MEMORY, (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE));
  group_end(out, group);
  free(command);
  free(text);
  return true;
}

static uint64_t processes_count(void) {
  uint64_t count = 0;
  DIR *folder = processes_open();
  for (struct dirent *each; folder && (each = readdir(folder));) count += isdigit((unsigned char)each->d_name[0]) != 0;
  if (folder) closedir(folder);
  return count;
}

void stats_request(struct stream *stream, struct fields fields) {
  struct buffer out = {0};
  (void)fields;
  put_number(&out, T_UPTIME, now());
  memory_put(&out);
  cpu_put(&out);
  pressure_put(&out);
  put_number(&out, T_PROCESSES, processes_count());
  put_number(&out, T_CPU, group_number(MAIN, "cpu.stat", "usage_usec"));
  put_number(&out, T_MEMORY, group_number(MAIN, "memory.current", NULL));
  put_number(&out, T_MEMORY_PEAK, group_number(MAIN, "memory.peak", NULL));
  put_number(&out, T_OOM_KILLS, group_number(MAIN, "memory.events", "oom_kill"));
  net_put(&out);
  disks_put(&out);
  answer_ok(stream, &out);
}

void top_request(struct stream *stream, struct fields fields) {
  struct buffer out = {0};
  uint64_t boot = clock_now() - now();
  int count = 0;
  DIR *folder = processes_open();
  (void)fields;
  for (struct dirent *each; folder && count < MOST_PROCESSES && out.length < MOST_ANSWER - 2 * LONGEST_COMMAND && (each = readdir(folder));)
    if (isdigit((unsigned char)each->d_name[0])) count += process_put(&out, each->d_name, boot);
  if (folder) closedir(folder);
  answer_ok(stream, &out);
}
