/* Says READY=1 as sd_notify(3) does, then its pid on the FIFO that it may be given; then sleeps. */

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	const char *path = getenv("NOTIFY_SOCKET");
	int sock = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (!path || sock < 0 || strlen(path) >= sizeof(to.sun_path))
		return 1;
	strcpy(to.sun_path, path);
	socklen_t size = offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1;
	if (path[0] == '@') {
		to.sun_path[0] = 0;
		size--;
	}
	if (sendto(sock, "READY=1", 7, 0, (struct sockaddr *)&to, size) != 7)
		return 2;
	close(sock);
	if (argc > 1) {
		char line[16];
		int fifo = open(argv[1], O_WRONLY | O_CLOEXEC);
		int length = snprintf(line, sizeof(line), "%d\n", (int)getpid());

		if (fifo < 0 || write(fifo, line, length) != length)
			return 3;
		close(fifo);
	}
	for (;;)
		pause();
}
