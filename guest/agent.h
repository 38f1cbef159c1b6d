/* What the files of the agent know of each other. One thread, one epoll, nothing that waits. */
#ifndef AGENT_H
#define AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>
#include <sys/types.h>

#include "protocol.h"

/* memory.c: a machine that cannot hold this little is not worth going on with. */
void *take(size_t size);
void *take_again(void *old, size_t size);
char *copied(const char *text);

struct buffer {
  uint8_t *data;
  size_t length, room;
};
void buffer_add(struct buffer *buffer, const void *data, size_t length);
void buffer_drop(struct buffer *buffer, size_t length); /* from its beginning */
void buffer_free(struct buffer *buffer);

/* fields.c */
struct fields {
  const uint8_t *data;
  size_t length;
};
bool fields_fit(struct fields fields);
bool fields_next(struct fields *rest, uint16_t *tag, struct fields *value);
bool field_find(struct fields fields, enum tag tag, struct fields *value);
uint64_t field_number(struct fields fields, enum tag tag, uint64_t otherwise);
char *field_text(struct fields fields, enum tag tag); /* NULL where there is none */
char *field_string(struct fields value);
size_t field_count(struct fields fields, enum tag tag);
char **field_texts(struct fields fields, enum tag tag);
void texts_free(char **texts);
void put_number(struct buffer *out, enum tag tag, uint64_t number);
void put_bytes(struct buffer *out, enum tag tag, const void *data, size_t length);
void put_text(struct buffer *out, enum tag tag, const char *text);
size_t group_begin(struct buffer *out, enum tag tag);
void group_end(struct buffer *out, size_t begin);

/* loop.c */
struct watch {
  int fd;
  uint32_t events;
  void (*ready)(struct watch *watch, uint32_t events);
};
struct timer {
  uint64_t due; /* ns of CLOCK_BOOTTIME; 0 is off */
  void (*ring)(struct timer *timer);
  struct timer *next;
};
#define OWNER(type, member, pointer) ((type *)((char *)(pointer)-offsetof(type, member)))
void loop_init(void);
noreturn void loop_run(void (*before_waiting)(void));
void watch_begin(struct watch *watch, int fd, uint32_t events, void (*ready)(struct watch *, uint32_t));
void watch_change(struct watch *watch, uint32_t events); /* also tells again what is edge-triggered */
void watch_close(struct watch *watch);                   /* and its descriptor */
void timer_set(struct timer *timer, uint64_t in, void (*ring)(struct timer *));
void timer_stop(struct timer *timer);
uint64_t now(void);
#define SECOND 1000000000ull
#define MILLISECOND 1000000ull

/* channel.c and streams.c */
struct stream;
struct handler {
  /* A frame behind the request. */
  void (*frame)(struct stream *stream, uint8_t kind, uint8_t flags, struct fields payload);
  /* The host has gone, or closed the stream: it is freed when this returns. */
  void (*gone)(struct stream *stream);
  /* There may be room to send again. */
  void (*ready)(struct stream *stream);
};
struct stream {
  uint32_t id, credit, owed, taken;
  uint8_t kind; /* of the message that is being put together */
  struct buffer message;
  const struct handler *handler;
  void *self;
};
void channel_begin(int fd, bool is_port);
bool channel_is_open(void);
bool channel_is_port(void); /* else it is a socket, for tests */
bool is_refused(struct stream *stream);
size_t channel_waiting(void);
void channel_reset(void);
void channel_flush(void);
void frame_send(uint32_t stream, uint8_t kind, uint8_t flags, const void *payload, size_t length);
void message_send(uint32_t stream, uint8_t kind, const struct buffer *fields);
void streams_take(uint32_t id, uint8_t kind, uint8_t flags, struct fields payload);
void streams_drop(void);
void streams_ready(void);
void streams_resume(void);
struct stream *stream_open(const struct handler *handler, void *self); /* ours; NULL where there are too many */
void stream_end(struct stream *stream);
bool stream_may_send(const struct stream *stream);
size_t stream_room(const struct stream *stream);
void stream_data(struct stream *stream, uint8_t flags, const void *data, size_t length);
void stream_sent(struct stream *stream, size_t length);
void stream_used(struct stream *stream, size_t length); /* gives credit for what was taken in */
void answer_ok(struct stream *stream, struct buffer *fields);
void answer_error(struct stream *stream, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
void tell_ok(struct stream *stream, const struct buffer *fields); /* the stream stays */
void tell_error(struct stream *stream, int number, const char *text);
void channel_greet(const struct buffer *hello);
void greet(struct fields hello);

/* process.c and child.c */
struct process {
  pid_t pid;
  bool is_started;
  struct watch failure;
  char group[64]; /* of its cgroup, below that of the agent; empty for none */
  void (*started)(struct process *process, int number, const char *why); /* number 0: it runs */
  void (*exited)(struct process *process, int status);
  struct process *next;
};
struct failure {
  int number;
  char text[244];
};
struct launch {
  struct fields fields;
  int streams[3];
  int terminal; /* its other side, -1 for none */
  int group;    /* cgroup.procs, -1 for none */
  int failure;
};
int process_start(struct process *process, struct launch *launch);
int process_fork(struct process *process); /* 0 in the child, as fork */
void process_kill(struct process *process, int number);
void processes_reap(struct watch *watch, uint32_t events);
noreturn void child_run(struct launch *launch);
noreturn void child_fail(int pipe, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
int terminal_make(int *other, struct fields fields);
void terminal_resize(int fd, uint64_t rows, uint64_t columns);

/* accounts.c */
struct account {
  uid_t uid;
  gid_t gid;
  size_t count;
  gid_t *groups;
  char *home;
};
const char *account_find(struct account *account, const char *user, const char *group, char **more); /* NULL, or why not */

/* groups.c: cgroups */
void groups_begin(void);
bool group_make(const char *name);
int group_open(const char *name, const char *file, int flags);
void group_remove(const char *name);
void group_kill(const char *name);
bool group_signal(const char *name, int number);
uint64_t group_number(const char *name, const char *file, const char *key);
const char *group_write(const char *name, const char *file, const char *value);

/* places.c */
extern int root_fd, proc_fd, sys_fd, dev_fd, home_fd;
int open_in_root(int folder, const char *path, uint64_t flags, mode_t mode);
int open_below(int folder, const char *path, uint64_t flags, mode_t mode); /* without links that lead out */
int make_folders(int folder, const char *path, mode_t mode);               /* returns it opened (O_PATH) */
int make_place(int folder, const char *path, bool is_file);
int write_at(int folder, const char *path, const char *text);
char *read_at(int folder, const char *path, size_t most, size_t *length); /* with a NUL; NULL and errno */
int write_file_in(int folder, const char *path, const void *data, size_t length, mode_t mode);

/* boot.c */
extern bool is_machine;
void boot(void);
void module_need(const char *name);
void modules_rest(void);
void places_open(void);
int port_wait(const char *name);
int port_open(const char *name);

/* disks.c, mounts.c, root.c */
struct fault {
  int number;
  char text[300];
};
bool fail(struct fault *fault, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool disk_find(struct fault *fault, const char *serial, char *path, size_t room);
bool mount_take(struct fault *fault, struct fields mount);
bool unmount_take(struct fault *fault, const char *path);
bool root_make(struct fault *fault, struct fields setup);
extern int upper_fd;

/* network.c */
bool interface_set(struct fault *fault, struct fields interface, bool anew);
bool loopback_up(void);

/* identity.c */
bool identity_set(struct fault *fault, struct fields fields);
bool clock_take(struct fault *fault, uint64_t time);
bool sysctls_take(struct fault *fault, struct fields fields);
uint64_t clock_now(void);

/* The requests. */
typedef void request(struct stream *stream, struct fields fields);
request setup_request, run_request, exec_request, signal_request, resize_request, stats_request, top_request,
    ping_request, time_request, resumed_request, shutdown_request, connect_request, put_request, walk_request,
    mount_request, unmount_request, freeze_request, thaw_request, memory_request;

/* entrypoint.c */
enum state { NEW, SET_UP, RUNNING, EXITED };
enum state entrypoint_state(void);
void entrypoint_describe(struct buffer *out);
bool entrypoint_signal(int number, bool all);
void entrypoint_resize(uint64_t rows, uint64_t columns);
void entrypoint_stop(const char *reason, uint64_t grace);
extern bool is_set_up;

/* power.c */
noreturn void power_off(bool reboot);
void button_watch(void);
void thaw(void);

/* services.c */
bool service_listen(struct fault *fault, struct fields socket);

/* flow.c: bytes between a stream and a descriptor */
struct outlet {
  struct watch watch;
  struct stream **stream;
  uint8_t flag;
  bool has_ended;
  void (*ended)(struct outlet *outlet);
};
struct inlet {
  struct watch watch;
  struct stream **stream;
  struct buffer data;
  bool is_last, is_socket, has_ended;
  void (*ended)(struct inlet *inlet);
};
void outlet_begin(struct outlet *outlet, int fd, struct stream **stream, uint8_t flag);
void outlet_step(struct outlet *outlet);
void outlet_close(struct outlet *outlet);
void inlet_begin(struct inlet *inlet, int fd, struct stream **stream, bool is_socket);
void inlet_add(struct inlet *inlet, struct fields data);
void inlet_last(struct inlet *inlet);
void inlet_close(struct inlet *inlet);

/* pump.c: bytes between the entrypoint and a port */
struct pump {
  struct watch from, to;
  bool is_from_port, was_open, has_ended;
  size_t have, sent;
  uint64_t total;
  void (*ended)(struct pump *pump);
  uint8_t data[MOST_PAYLOAD];
};
void pump_begin(struct pump *pump, int from, int to, bool is_from_port); /* -1 is /dev/null */
void pump_stop(struct pump *pump);
bool pump_is_idle(const struct pump *pump);

/* link.c: a stream and a socket */
void link_begin(struct stream *stream, int fd);
void link_take(struct stream *stream, int fd);

/* helper.c, put.c, walk.c */
void helper_begin(struct stream *stream, void (*work)(int line, void *what), void *what);
bool line_send(int line, uint8_t kind, const void *payload, size_t length);
bool line_receive(int line, uint8_t *kind, uint8_t *payload, size_t *length);
noreturn void line_fail(int line, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
