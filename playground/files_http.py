"""The bytes of files: uploads by the app and by people, downloads with the bot token or by the page."""

from __future__ import annotations

from aiohttp import web

from playground.faults import Faults
from playground.methods_files import new_file
from playground.records import StoredFile
from playground.state import World
from playground.web_api import drop, meet


class FileRoutes:
    """``/upload/v1``, ``/files-pri`` and the page's own two."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults

    def add_to(self, app: web.Application) -> None:
        app.router.add_post("/upload/v1/{team}-{file}", self.upload)
        app.router.add_get("/files-pri/{team}-{file}/{name}", self.download)
        app.router.add_post("/page/upload", self.upload_by_person)
        app.router.add_get("/page/files/{team}/{file}", self.download_by_page)

    def _find(self, request: web.Request) -> StoredFile:
        workspace = self.world.workspaces.get(request.match_info["team"])
        file = workspace.files.get(request.match_info["file"]) if workspace else None
        if file is None:
            raise web.HTTPNotFound(text="file_not_found")
        return file

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Step two: the announced number of bytes, raw or as the first part of a form."""
        file = self._find(request)
        fault = self.faults.take("upload")
        if fault is not None and (early := await meet(fault, self.faults, request)) is not None:
            return early
        content = await _bytes(request)
        if file.content is not None or len(content) != file.length:
            return web.Response(status=400, text="bad_length")
        file.content = content
        return drop(request) if fault is not None and fault.kind == "answer_lost" else web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """``url_private``: with the token of the same workspace and the scope; otherwise Slack shows a sign-in page."""
        file = self._find(request)
        workspace = self.world.by_token(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if workspace is None or workspace.id != request.match_info["team"] or "files:read" not in workspace.scopes:
            return web.Response(status=302, headers={"Location": "/signin"}, text="")
        return _send(file)

    async def upload_by_person(self, request: web.Request) -> web.StreamResponse:
        """A file from the page: form fields ``user`` and ``file``; answers its id."""
        form = await request.post()
        user, field = form.get("user"), form.get("file")
        if not isinstance(user, str) or not isinstance(field, web.FileField):
            raise web.HTTPBadRequest(text="user and file are needed")
        content = field.file.read()
        workspace = self.world.team_of(user)
        file = new_file(self.world, workspace, field.filename, len(content), user)
        file.content, file.complete = content, True
        return web.json_response({"id": file.id, "name": file.name})

    async def download_by_page(self, request: web.Request) -> web.StreamResponse:
        return _send(self._find(request))


def _send(file: StoredFile) -> web.Response:
    # never inline: an uploaded page must not run with the playground's origin
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=file.content or b"", content_type="application/octet-stream", headers=headers)


async def _bytes(request: web.Request) -> bytes:
    if request.content_type == "multipart/form-data":
        for value in (await request.post()).values():
            if isinstance(value, web.FileField):
                return value.file.read()
        return b""
    return await request.read()
