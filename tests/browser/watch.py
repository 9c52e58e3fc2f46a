"""What must hold of every page: no error, nothing refused, nothing asked of another host."""

from urllib.parse import urlsplit


class Watch:
    """Listens to a page of Playwright; `wrongs` are sentences. `expected` are statuses that a test asked for."""

    def __init__(self, page, url):
        self.host, self.wrongs, self.expected = urlsplit(url).netloc, [], set()
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.wrongs.append(f"{page.url}: {error}"))
        page.on("request", self.asked)
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def heard(self, message):
        """Refusals by the Content-Security-Policy are among the errors."""
        if message.type == "error" and not self.is_expected(message.text):
            self.wrongs.append(f"{message.location.get('url')}: {message.text}")

    def is_expected(self, text):
        return any(f"responded with a status of {status}" in text for status in self.expected)

    def asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self.host:
            self.wrongs.append(f"{request.frame.url} asks another host: {request.url}")

    def failed(self, request):
        if request.failure not in {"net::ERR_ABORTED"}:  # a download, or left before it came
            self.wrongs.append(f"{request.url}: {request.failure}")

    def answered(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.wrongs.append(f"{response.url} answers {response.status}")
