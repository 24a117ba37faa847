"""A headless browser with a temporary profile, and the socket to it."""

import asyncio
import json
import pathlib
import shutil
import tempfile


class Browser:
    """Use it as `async with Chromium(...) as browser`, which always stops the browser.

    A subclass implements start(), which calls launch() and sets `socket`, and error(answer).
    """

    # The seconds that the browser may take to start, to answer a call, and to end on its own.
    start_time = 30
    answer_time = 15
    end_time = 5

    def __init__(self, program):
        self.program = program
        self.process = None
        self.socket = None
        self.calls = {}
        self.last_call = 0
        self.listeners = []

    async def __aenter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="crumb-record-"))
        try:
            await self.start()
            return self
        except BaseException:
            await self.__aexit__()
            raise

    async def __aexit__(self, *_):
        if self.socket:
            self.socket.close()
        if self.process and self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), self.end_time)
            except asyncio.TimeoutError:
                self.process.kill()
                await self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def launch(self, *options):
        self.process = await asyncio.create_subprocess_exec(
            self.program,
            *options,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def read_when_there(self, name, is_whole):
        """Returns the text of a file in the profile, as soon as `is_whole(text)` is true."""
        for _ in range(self.start_time * 10):
            file = self.folder / name
            if file.exists() and is_whole(text := file.read_text()):
                return text
            if self.process.returncode is not None:
                break
            await asyncio.sleep(0.1)
        raise RuntimeError(f"{self.program} did not start")

    def listen(self):
        asyncio.get_running_loop().create_task(self.receive())

    async def receive(self):
        while text := await self.socket.receive():
            message = json.loads(text)
            call = self.calls.pop(message.get("id"), None)
            if call:
                call.set_result(message)
            elif "method" in message:
                for listener in list(self.listeners):
                    listener(message["method"], message.get("params", {}), message.get("sessionId"))

    async def call(self, method, session=None, timeout=None, **parameters):
        number = self.last_call = self.last_call + 1
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.calls[number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps(message))
        answer = await asyncio.wait_for(self.calls[number], timeout or self.answer_time)
        if "error" in answer:
            raise RuntimeError(f"{method}: {self.error(answer)}")
        return answer["result"]
