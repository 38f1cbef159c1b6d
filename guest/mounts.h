/* New mounts by descriptors. */
#ifndef MOUNTS_H
#define MOUNTS_H

#include "agent.h"

int mount_new(struct fault *fault, const char *kind, const char *source, const char *data, uint64_t attributes);
bool mount_put(struct fault *fault, int fd, int place, const char *path);

#endif
