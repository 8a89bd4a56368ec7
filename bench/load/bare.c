/* The yardstick of bench/crowd.py: the least a server can do for the same crowd.
 *
 * It takes the same client frames and sends as many frames of the same sizes to the same number of
 * sockets: one frame a floor and tick, one send() a client. No rules, no log, no rights. A client
 * says its floor in one byte; then each of its WebSocket frames holds, after unmasking, the size of
 * the event that it causes (1 byte) and a mark (6 bytes) that every client of the floor receives in
 * an event of that size.
 *
 *   bare FLOORS TICK_MS     prints its port
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { CLIENTS_MAX = 20000, FRAME_MAX = 60000, HEAD = 14, MARK = 6, READ_MAX = 4096 };

struct floor { int clients[1000], count, events, size; unsigned char bytes[FRAME_MAX]; };
static struct floor *floors;
static int floor_of[CLIENTS_MAX];

static void take(int client)
{
    unsigned char data[READ_MAX];
    ssize_t size = recv(client, data, sizeof data, 0), at = 0;
    if (size <= 0) exit(0);
    if (floor_of[client] < 0) {
        struct floor *floor = &floors[floor_of[client] = data[at++]];
        floor->clients[floor->count++] = client;
    }
    struct floor *floor = &floors[floor_of[client]];
    while (at + 6 <= size) {
        int length = data[at + 1] & 127;
        unsigned char *key = data + at + 2, *payload = key + 4;
        for (int i = 0; i < length; i++) payload[i] ^= key[i & 3];
        int event = payload[0];
        if (event && floor->size + event < FRAME_MAX) {
            memset(floor->bytes + HEAD + floor->size, 0, event);
            memcpy(floor->bytes + HEAD + floor->size, payload, 1 + MARK);
            floor->size += event;
            floor->events++;
        }
        at += 6 + length;
    }
}

static void show(struct floor *floor, unsigned tick)
{
    /* [kind, tick, [event, ...]] as the product packs it, in a WebSocket frame. */
    unsigned char head[HEAD] = {0x82, 126, 0, 0, 0x93, 2, 0xce, 0, 0, 0, 0, 0xdc, 0, 0};
    int payload = floor->size + HEAD - 4;
    int skip = payload < 126 ? 2 : 0;
    unsigned net_tick = htonl(tick);
    head[skip] = 0x82;
    head[skip + 1] = skip ? payload : 126;
    if (!skip) { head[2] = payload >> 8; head[3] = payload; }
    memcpy(head + 7, &net_tick, 4);
    head[12] = floor->events >> 8;
    head[13] = floor->events;
    memcpy(floor->bytes, head, HEAD);
    for (int i = 0; i < floor->count; i++)
        send(floor->clients[i], floor->bytes + skip, floor->size + HEAD - skip, MSG_NOSIGNAL);
    floor->size = floor->events = 0;
}

int main(int argc, char **argv)
{
    int count = atoi(argv[1]), tick_ms = atoi(argv[2]), one = 1, ends = 0;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int door = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    int clock = timerfd_create(CLOCK_MONOTONIC, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = door}, ready[256];
    struct itimerspec every = {{0, tick_ms * 1000000L}, {0, tick_ms * 1000000L}};
    floors = calloc(count, sizeof *floors);
    memset(floor_of, -1, sizeof floor_of);
    if (argc != 3 || bind(door, (void *)&address, size) || listen(door, 512)) return 1;
    getsockname(door, (void *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    epoll_ctl(poll, EPOLL_CTL_ADD, door, &event);
    event.data.fd = clock;
    epoll_ctl(poll, EPOLL_CTL_ADD, clock, &event);
    timerfd_settime(clock, 0, &every, 0);
    for (unsigned tick = 70000;;) {
        int many = epoll_wait(poll, ready, 256, -1);
        for (int i = 0; i < many; i++) {
            int from = ready[i].data.fd;
            if (from == clock) {
                unsigned long passed;
                ends = read(clock, &passed, sizeof passed) > 0;
            } else if (from == door) {
                event.data.fd = accept4(door, 0, 0, SOCK_NONBLOCK);
                setsockopt(event.data.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                epoll_ctl(poll, EPOLL_CTL_ADD, event.data.fd, &event);
            } else
                take(from);
        }
        for (int i = 0; ends && i < count; i++)
            if (floors[i].events) show(&floors[i], tick);
        tick += ends;
        ends = 0;
    }
}
