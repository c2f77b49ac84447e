// One call to the server and its answer.

// The server answered and said no.
export class Refused extends Error {
  constructor(status, code, retryAfter) {
    super(code);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function openWire(patience) {
  let ahead = 0;

  return {
    // The server's clock: phones are often wrong by hours.
    now: () => Date.now() + ahead,

    async call(method, path, body, bearer) {
      const stop = new AbortController();
      const late = setTimeout(() => stop.abort(), patience);
      try {
        const response = await fetch(path, {
          method,
          headers: { ...(bearer && { Authorization: `Bearer ${bearer}` }), ...(body && { 'Content-Type': 'application/json' }) },
          body: body && JSON.stringify(body),
          signal: stop.signal,
          cache: 'no-store',
          credentials: 'omit',
        });
        const date = Date.parse(response.headers.get('Date'));
        if (date) ahead = date - Date.now();
        const answer = await response.json().catch(() => null);
        if (!response.ok || !answer) {
          throw new Refused(response.ok ? 502 : response.status, answer?.error?.code ?? '', Number(response.headers.get('Retry-After')) * 1000 || 0);
        }
        return answer;
      } finally {
        clearTimeout(late);
      }
    },
  };
}
