"""One file on this machine's own address, for browsers that open no files."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from imcommerce_qual.actions.errors import RefusedError

#: Nobody but this machine is answered.
HOST = "127.0.0.1"


class PageServer(ThreadingHTTPServer):
    """Answers each browser for itself."""

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle of an answer has had enough; that is nobody's fault."""


def page_server(page: Path, port: int = 0) -> PageServer:
    """A server of that page alone, at ``/``; port 0 takes one that is free. It answers when it is run.

    Raises:
        RefusedError: the port is taken, or not ours to take.
    """
    content = page.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        """Answers with the page, and with nothing else."""

        server_version = "imqual"
        sys_version = ""

        def do_GET(self) -> None:
            self.answer(body=True)

        def do_HEAD(self) -> None:
            self.answer(body=False)

        def answer(self, *, body: bool) -> None:
            """The page at ``/``; a name that leads here from elsewhere is turned away."""
            hosts = {f"{HOST}:{self.server.server_port}", f"localhost:{self.server.server_port}"}  # type: ignore[attr-defined]
            if self.path != "/" or self.headers.get("Host") not in hosts:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing: who reads what is nobody's business."""

    try:
        return PageServer((HOST, port), Handler)
    except OSError as error:
        raise RefusedError(f"port {port} cannot be used: {error.strerror}", "choose another with --port") from None


def address_of(server: ThreadingHTTPServer) -> str:
    """Where a browser finds it."""
    return f"http://{HOST}:{server.server_port}/"
