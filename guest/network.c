/* Interfaces, addresses and routes, by rtnetlink(7). */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "agent.h"

#define PATIENCE (5 * SECOND)
#define MOST_ANSWER 65536

struct message {
  struct nlmsghdr header;
  uint8_t rest[1024];
};
struct address {
  uint8_t family, length, bytes[16];
  int prefix;
};

static void *extend(struct message *message, size_t size) {
  void *place = (uint8_t *)message + NLMSG_ALIGN(message->header.nlmsg_len);
  message->header.nlmsg_len = (uint32_t)(NLMSG_ALIGN(message->header.nlmsg_len) + size);
  return memset(place, 0, size);
}

static void attribute(struct message *message, unsigned short type, const void *data, size_t length) {
  struct rtattr *attribute = extend(message, RTA_LENGTH(length));
  *attribute = (struct rtattr){.rta_len = (unsigned short)RTA_LENGTH(length), .rta_type = type};
  memcpy(RTA_DATA(attribute), data, length);
}

static struct message begin(unsigned short type, unsigned short flags) {
  struct message message;
  memset(&message, 0, sizeof message);
  message.header = (struct nlmsghdr){.nlmsg_len = NLMSG_HDRLEN, .nlmsg_type = type, .nlmsg_flags = (unsigned short)(NLM_F_REQUEST | flags)};
  return message;
}

/* Ask the kernel; 0, or its error. */
static int ask(struct message *message) {
  char answer[4096];
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), number = EIO;
  message->header.nlmsg_flags |= NLM_F_ACK;
  if (fd < 0 || send(fd, message, message->header.nlmsg_len, 0) < 0) {
    number = errno;
  } else {
    ssize_t count = recv(fd, answer, sizeof answer, 0);
    const struct nlmsghdr *header = (const struct nlmsghdr *)answer;
    if (count >= (ssize_t)NLMSG_LENGTH(sizeof(struct nlmsgerr)) && header->nlmsg_type == NLMSG_ERROR)
      number = -((const struct nlmsgerr *)NLMSG_DATA(header))->error;
  }
  if (fd >= 0) close(fd);
  return number;
}

/* Parse "10.0.0.2/24"; a prefix that is missing is all of it. */
static bool address_of(const char *text, struct address *address) {
  char whole[64], *slash;
  if (strlen(text) >= sizeof whole) return false;
  strcpy(whole, text);
  if ((slash = strchr(whole, '/'))) *slash++ = 0;
  *address = (struct address){.family = strchr(whole, ':') ? AF_INET6 : AF_INET};
  address->length = address->family == AF_INET6 ? 16 : 4;
  char *end = "";
  long prefix = slash ? strtol(slash, &end, 10) : address->length * 8;
  address->prefix = (int)prefix;
  return inet_pton(address->family, whole, address->bytes) == 1 && !*end && prefix >= 0 && prefix <= address->length * 8;
}

static int link_set(int index, bool up, const char *name, const uint8_t *mac, uint64_t mtu) {
  struct message message = begin(RTM_NEWLINK, 0);
  struct ifinfomsg *link = extend(&message, sizeof *link);
  link->ifi_index = index;
  link->ifi_change = IFF_UP;
  link->ifi_flags = up ? IFF_UP : 0;
  if (name) attribute(&message, IFLA_IFNAME, name, strlen(name) + 1);
  if (mac) attribute(&message, IFLA_ADDRESS, mac, 6);
  if (mtu) attribute(&message, IFLA_MTU, &(uint32_t){(uint32_t)mtu}, 4);
  return ask(&message);
}

static int address_add(int index, const struct address *address) {
  struct message message = begin(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
  struct ifaddrmsg *header = extend(&message, sizeof *header);
  *header = (struct ifaddrmsg){.ifa_family = address->family, .ifa_prefixlen = (uint8_t)address->prefix, .ifa_index = (unsigned)index};
  /* The host gave it out: nobody else has it, and it is usable at once. */
  if (address->family == AF_INET6) header->ifa_flags = IFA_F_NODAD;
  attribute(&message, IFA_LOCAL, address->bytes, address->length);
  attribute(&message, IFA_ADDRESS, address->bytes, address->length);
  if (address->family == AF_INET && address->prefix < 31) {
    uint32_t broadcast;
    memcpy(&broadcast, address->bytes, 4);
    broadcast |= htonl(address->prefix ? (1u << (32 - address->prefix)) - 1 : UINT32_MAX);
    attribute(&message, IFA_BROADCAST, &broadcast, 4);
  }
  return ask(&message);
}

static int route_add(int index, const struct address *to, const struct address *gateway) {
  struct message message = begin(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE);
  struct rtmsg *header = extend(&message, sizeof *header);
  *header = (struct rtmsg){.rtm_family = to->family, .rtm_dst_len = (uint8_t)to->prefix, .rtm_table = RT_TABLE_MAIN,
                           .rtm_protocol = RTPROT_STATIC, .rtm_type = RTN_UNICAST,
                           .rtm_scope = gateway || to->family == AF_INET6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK};
  if (to->prefix) attribute(&message, RTA_DST, to->bytes, to->length);
  if (gateway) {
    header->rtm_flags = RTNH_F_ONLINK;
    attribute(&message, RTA_GATEWAY, gateway->bytes, gateway->length);
  }
  attribute(&message, RTA_OIF, &(uint32_t){(uint32_t)index}, 4);
  return ask(&message);
}

/* Delete an address that a dump has told of. */
static void address_delete(const struct nlmsghdr *found, int index) {
  const struct ifaddrmsg *address = NLMSG_DATA(found);
  struct message message = begin(RTM_DELADDR, 0);
  size_t size = found->nlmsg_len - NLMSG_HDRLEN;
  if (found->nlmsg_type != RTM_NEWADDR || (int)address->ifa_index != index || size > sizeof message.rest) return;
  memcpy(extend(&message, size), address, size);
  ask(&message);
}

static void addresses_clear(int index) {
  struct message message = begin(RTM_GETADDR, NLM_F_DUMP);
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  struct buffer all = {0};
  bool is_done = fd < 0;
  uint8_t *answer = take(MOST_ANSWER);
  extend(&message, sizeof(struct ifaddrmsg));
  if (!is_done) is_done = send(fd, &message, message.header.nlmsg_len, 0) < 0;
  while (!is_done) {
    ssize_t count = recv(fd, answer, MOST_ANSWER, 0);
    if (count < (ssize_t)NLMSG_HDRLEN) break;
    buffer_add(&all, answer, (size_t)count);
    for (struct nlmsghdr *each = (struct nlmsghdr *)answer; NLMSG_OK(each, count); each = NLMSG_NEXT(each, count))
      is_done = is_done || each->nlmsg_type == NLMSG_DONE || each->nlmsg_type == NLMSG_ERROR;
  }
  ssize_t left = (ssize_t)all.length;
  for (struct nlmsghdr *each = (struct nlmsghdr *)all.data; left > 0 && NLMSG_OK(each, left); each = NLMSG_NEXT(each, left))
    address_delete(each, index);
  buffer_free(&all);
  free(answer);
  if (fd >= 0) close(fd);
}

bool loopback_up(void) {
  link_set(1, true, NULL, NULL, 0);
  return true;
}

/* The index of an interface by its name or its address; 0 where there is none. */
static int index_try(const char *device) {
  char path[300];
  int index = 0, names = openat(sys_fd, "class/net", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = names < 0 ? NULL : fdopendir(names);
  for (struct dirent *each; !index && folder && (each = readdir(folder));) {
    if (each->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "class/net/%s/address", each->d_name);
    char *address = read_at(sys_fd, path, 256, NULL);
    bool is_it = strcmp(each->d_name, device) == 0 || (address && strncasecmp(address, device, strlen(device)) == 0 && strlen(device) == 17);
    free(address);
    if (is_it) index = (int)if_nametoindex(each->d_name);
  }
  if (folder) closedir(folder);
  return index;
}

static bool addresses_set(struct fault *fault, struct fields interface, int index, const char *device) {
  uint16_t tag;
  struct fields value;
  struct address address;
  while (fields_next(&interface, &tag, &value)) {
    if (tag != T_ADDRESS) continue;
    char *text = field_string(value);
    int number = address_of(text, &address) ? address_add(index, &address) : EINVAL;
    if (number) fail(fault, number, "%s: address %s: %s", device, text, strerror(number));
    free(text);
    if (number) return false;
  }
  return true;
}

static bool routes_set(struct fault *fault, struct fields interface, int index, const char *device) {
  uint16_t tag;
  struct fields value;
  while (fields_next(&interface, &tag, &value)) {
    struct address to, gateway;
    if (tag != T_ROUTE) continue;
    char *destination = field_text(value, T_DESTINATION), *by = field_text(value, T_GATEWAY);
    bool has_gateway = by && *by;
    bool is_fine = destination && address_of(destination, &to) && (!has_gateway || (address_of(by, &gateway) && gateway.family == to.family));
    int number = is_fine ? route_add(index, &to, has_gateway ? &gateway : NULL) : EINVAL;
    if (number) fail(fault, number, "%s: route %s: %s", device, destination ? destination : "", strerror(number));
    free(destination), free(by);
    if (number) return false;
  }
  return true;
}

/* Set an interface up; `anew`: as another machine, without what it had. */
bool interface_set(struct fault *fault, struct fields interface, bool anew) {
  char *device = field_text(interface, T_DEVICE), *name = field_text(interface, T_NAME);
  uint64_t mtu = field_number(interface, T_MTU, 0), since = now();
  struct fields mac;
  bool has_mac = field_find(interface, T_MAC, &mac) && mac.length == 6;
  int index = 0, number = 0;
  while (device && !(index = index_try(device)) && now() - since < PATIENCE) nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  bool is_fine = index > 0 || fail(fault, ENODEV, "there is no interface %s", device ? device : "");
  if (is_fine && (anew || name || has_mac)) number = link_set(index, false, name && *name ? name : NULL, has_mac ? mac.data : NULL, 0);
  if (is_fine && anew) addresses_clear(index);
  if (is_fine && !number) number = link_set(index, true, NULL, NULL, mtu);
  if (number) is_fine = fail(fault, number, "%s: %s", device, strerror(number));
  is_fine = is_fine && addresses_set(fault, interface, index, device) && routes_set(fault, interface, index, device);
  free(device), free(name);
  return is_fine;
}
