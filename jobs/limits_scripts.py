"""The scripts that Redis runs for `jobs.limits`, each one step for all processes, and the road to them that may be cut."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

ANSWER_SECONDS = 0.5
QUIET_SECONDS = 1.0
"""How long a Redis that failed is left alone, so that one that hangs does not cost every call its half second."""

NAME = re.compile(r"[A-Za-z0-9._:/-]{1,100}")

log = structlog.get_logger()

# One clock for all processes: Redis's own, in whole milliseconds. A time given as the first argument replaces it (tests).
# Effects are replicated, not scripts, from Redis 5 on, so a script may write after TIME.
_CLOCK = """
local now = tonumber(ARGV[1])
if not now then
  local t = redis.call('TIME')
  now = t[1] * 1000 + math.floor(t[2] / 1000)
end
local function whole(x) return string.format('%d', math.ceil(x)) end
"""

# KEYS: state. ARGV: now, token ('' only looks), probe_ms, lapse_ms. Returns {0 closed | 1 probe | 2 open | 3 half open, wait_ms, now}.
# The lease is two fields instead of SET NX PX: a script is alone anyway, and so the lease ends by the same clock as the rest.
ENTER = (
    _CLOCK
    + """
local s = redis.call('HMGET', KEYS[1], 'until', 'probe', 'probe_until')
if not s[1] then return {0, 0, now} end
local left = tonumber(s[1]) - now
if left > 0 then return {2, left, now} end
local busy = 0
if s[2] then busy = math.max(0, tonumber(s[3]) - now) end
if busy > 0 or ARGV[2] == '' then return {3, busy, now} end
redis.call('HSET', KEYS[1], 'probe', ARGV[2], 'probe_until', whole(now + tonumber(ARGV[3])))
redis.call('PEXPIRE', KEYS[1], whole(tonumber(ARGV[3]) + tonumber(ARGV[4])))
return {1, 0, now}
"""
)

# KEYS: state, failures. ARGV: now, token, ok | failed | released, started ('' = now), failures, window_ms, open_ms, longest_ms, lapse_ms.
# Returns {milliseconds it opened for | -1 it closed | 0}.
VERDICT = (
    _CLOCK
    + """
local token, outcome, started = ARGV[2], ARGV[3], tonumber(ARGV[4]) or now
local limit, window, open_ms = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local longest, lapse = tonumber(ARGV[8]), tonumber(ARGV[9])
local s = redis.call('HMGET', KEYS[1], 'until', 'probe', 'times', 'closed')
local function open(times)
  local ms = math.min(open_ms * 2 ^ math.min(times, 20), longest)
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'until', whole(now + ms), 'times', whole(times))
  redis.call('PEXPIRE', KEYS[1], whole(ms + lapse))
  return {ms}
end
if s[1] then
  if s[2] ~= token then return {0} end
  if outcome == 'failed' then return open(tonumber(s[3]) + 1) end
  if outcome == 'released' then
    redis.call('HDEL', KEYS[1], 'probe', 'probe_until')
    return {0}
  end
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'closed', whole(now))
  redis.call('PEXPIRE', KEYS[1], whole(lapse))
  return {-1}
end
if outcome ~= 'failed' or started < (tonumber(s[4] or 0)) then return {0} end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', whole(now - window))
redis.call('ZADD', KEYS[2], whole(now), token)
redis.call('PEXPIRE', KEYS[2], whole(window))
if redis.call('ZCARD', KEYS[2]) >= limit then return open(0) end
return {0}
"""
)

# KEYS: a hash a bucket. ARGV: now, take | settle, then amount, capacity, refill_per_second, window_ms (0: a rate), window settled for each.
# A mark from before the clock was set back is moved even where nothing is taken, else the bucket would not fill until it is past.
# 1e-6 is SLACK, 2678400000 LONGEST_MS. Returns {0, wait_ms} when one is short, and then nothing was taken; else {1, the window of each}.
BUCKETS = (
    _CLOCK
    + """
local used, marks, wait = {}, {}, 0
for i, key in ipairs(KEYS) do
  local a = 2 + (i - 1) * 5
  local amount, capacity = tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
  local rate, span = tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4])
  local s = redis.call('HMGET', key, 'used', 'mark')
  local spent, mark = tonumber(s[1] or 0), tonumber(s[2] or 0)
  local here = now
  if span > 0 then
    here = math.floor(now / span)
    if mark < here then spent = 0 end
  else
    if now < mark then redis.call('HSET', key, 'mark', whole(now)) end
    spent = math.max(0, spent - math.max(0, now - mark) * rate / 1000)
  end
  if ARGV[2] == 'take' and spent + amount > capacity + 1e-6 then
    local more
    if span > 0 then
      more = (here + 1) * span - now
    else
      more = math.min(math.ceil((spent + amount - capacity - 5e-7) * 1000 / rate), 2678400000)
    end
    wait = math.max(wait, more)
  end
  local stale = ARGV[2] == 'settle' and span > 0 and tonumber(ARGV[a + 5]) ~= here
  used[i], marks[i] = stale and spent or math.max(0, spent + amount), here
end
if wait > 0 then return {0, wait} end
local answer = {1}
for i, key in ipairs(KEYS) do
  local a = 2 + (i - 1) * 5
  local rate, span = tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4])
  redis.call('HSET', key, 'used', string.format('%.17g', used[i]), 'mark', whole(marks[i]))
  local keep = span > 0 and (marks[i] + 1) * span - now or math.min(used[i] * 1000 / rate, 2678400000)
  redis.call('PEXPIRE', key, whole(keep + 60000))
  answer[i + 1] = span > 0 and marks[i] or 0
end
return answer
"""
)


def root_of(kind: str, name: str) -> str:
    """Where the keys of one breaker or one set of limits begin; the braces keep them in one slot of a cluster. Raises ValueError."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a {kind}: 1 to 100 letters, digits and ._:/- only.")
    return f"bidwright:{kind}:{{{name}}}"


class Shared:
    """Runs scripts in Redis for one breaker or one set of limits; answers None where Redis is away, and never raises for it.

    `counters`: `shared` and `local` answers, and how often Redis went `away` and came `back`.
    """

    def __init__(self, client: Redis | None, name: str, *, clock: Callable[[], float], redis_time: Callable[[], int] | None) -> None:
        self._client = client
        self._name = name
        self._clock = clock
        self._redis_time = redis_time
        self._away = False
        self._quiet_until = 0.0
        self._scripts: dict[str, Callable[..., Any]] = {}
        self.counters: Counter[str] = Counter()

    async def run(self, script: str, keys: Sequence[str], args: Sequence[str | float]) -> list[int] | None:
        """What the script returns; None when Redis refused the connection, hung for half a second, is loading or takes no writes."""
        if self._client is None or (self._away and self._clock() < self._quiet_until):
            self.counters["local"] += 1
            return None
        self._quiet_until = self._clock() + QUIET_SECONDS  # one caller tries a Redis that is away; the others do not wait for it
        call = self._scripts.get(script) or self._scripts.setdefault(script, self._client.register_script(script))
        now = "" if self._redis_time is None else self._redis_time()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = cast("list[int]", await call(keys=keys, args=[now, *args]))
        except (RedisError, OSError, TimeoutError) as error:
            self._went(error)
            return None
        self._came_back()
        return answer

    def _went(self, error: Exception) -> None:
        self._quiet_until = self._clock() + QUIET_SECONDS
        self.counters["local"] += 1
        if not self._away:
            self._away = True
            self.counters["away"] += 1
            log.warning("limits_went_local", name=self._name, error=type(error).__name__)

    def _came_back(self) -> None:
        self.counters["shared"] += 1
        if self._away:
            self._away = False
            self.counters["back"] += 1
            log.info("limits_shared_again", name=self._name)
