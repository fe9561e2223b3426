/** A refusal of the server; its message is a Chinese sentence for whoever sits here. */
class Refused extends Error {}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused('连不上服务器,请看程序是否还在运行。');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? '出错了,请再试一次。');
  return body;
}

function post(path, body) {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export const api = {
  rooms: () => ask('/api/rooms'),
  history: (who, room) => ask(`/api/history?${new URLSearchParams({ who, room })}`),
  ticket: (label) => ask(`/api/tickets/${encodeURIComponent(label.replace(/^#/, ''))}`),
  say: (message) => post('/api/messages', message),
  moveClock: (move) => post('/api/clock', move),
  play: (speed) => post('/api/demo', { play: true, speed }),
  stop: () => post('/api/demo', { stop: true }),
  upload: (file) =>
    ask('/api/pictures', {
      method: 'POST',
      headers: { 'content-type': file.type || 'image/png' },
      body: file,
    }),
};
