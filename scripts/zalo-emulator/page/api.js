// The control API, as the phone page uses it.
async function call(method, path, body) {
  const response = await fetch(`/control${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(answer?.title ?? 'Zalo giả lập không trả lời được.');
  return answer;
}

export const status = () => call('GET', '/status');
export const people = () => call('GET', '/people?limit=5000');
export const person = (id) => call('GET', `/people/${encodeURIComponent(id)}`);
export const inbox = (id) => call('GET', `/people/${encodeURIComponent(id)}/inbox`);
export const act = (id, action) => call('POST', `/people/${encodeURIComponent(id)}/actions`, action);
export const clock = () => call('GET', '/clock');
export const moveClock = (move) => call('POST', '/clock', move);
export const setWebhooks = (changes) => call('PUT', '/webhooks', changes);
export const clearFaults = () => call('DELETE', '/faults');

/** Calls `listener` with each piece of news, and once more after a lost connection came back. */
export function listen(listener, reconnected) {
  const source = new EventSource('/control/events');
  let lost = false;
  source.onmessage = ({ data }) => listener(JSON.parse(data));
  source.onerror = () => {
    lost = true;
  };
  source.onopen = () => {
    if (lost) reconnected();
    lost = false;
  };
}
