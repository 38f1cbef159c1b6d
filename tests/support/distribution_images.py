"""Images of nginx and PostgreSQL, made of the packages that are installed here."""

from pathlib import Path

from tests.support.busybox_image import tar_of
from tests.support.installed_image import programs_layer
from tests.support.require import find, missing

NGINX = """
daemon off;
worker_processes 1;
pid /run/nginx.pid;
error_log /dev/stderr notice;
events { worker_connections 64; }
http {
    access_log /dev/stdout;
    server {
        %s
        location / { root /srv/www; }
    }
}
"""
POSTGRES_ID = 999
USERS = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n"
USERS += f"postgres:x:{POSTGRES_ID}:{POSTGRES_ID}::/var/lib/postgresql:/bin/sh\n"
GROUPS = f"root:x:0:\nnogroup:x:65534:\npostgres:x:{POSTGRES_ID}:\n"
PROGRAMS = ("postgres", "initdb", "psql", "pg_isready")
MODULES = ("dict_snowball.so", "plpgsql.so")


def nginx_layers(port: int) -> list[bytes]:
    """Return the layers of a web server that listens on a port of 127.0.0.1."""
    return web_layers(f"listen 127.0.0.1:{port};", "served from a container")


def web_layers(server: str, page: str) -> list[bytes]:
    """Return the layers of a web server: what its configuration says of it, and its page."""
    nginx = find("nginx") or "/usr/sbin/nginx"
    if not Path(nginx).exists():
        missing("nginx", "nginx-light is not installed")
    content = {
        "etc/nginx/nginx.conf": (0o644, (NGINX % server).encode()),
        "srv/www/index.html": (0o644, f"{page}\n".encode()),
        "var/log/nginx/": (0o755, b""),
        "var/lib/nginx/": (0o755, b""),
        "run/": (0o755, b""),
    }
    link = {"usr/bin/nginx": (0o777, nginx)}
    return [programs_layer(nginx), tar_of({**_users(), **content, **link})]


def postgres_layers() -> list[bytes]:
    """Return the layers of a data base, of the newest PostgreSQL that is here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        missing("postgresql", "postgresql is not installed")
    home = found[-1].parents[1]
    programs = [str(home / "bin" / name) for name in PROGRAMS]
    programs += [str(home / "lib" / name) for name in MODULES]
    share = f"/usr/share/postgresql/{home.name}"
    folders = {"var/lib/postgresql/": (0o755, b""), "run/": (0o755, b""), "data/": (0o700, b"")}
    links = {f"usr/bin/{name}": (0o777, str(home / "bin" / name)) for name in PROGRAMS}
    more = tar_of({**_users(), **folders, **links})
    return [programs_layer(*programs, folders=(share, "/usr/share/zoneinfo/Etc")), more]


def _users() -> dict[str, tuple[int, bytes | str]]:
    return {"etc/passwd": (0o644, USERS.encode()), "etc/group": (0o644, GROUPS.encode())}
