// Talks to the server. The token is in the page's own address and goes into every other.

const query = new URLSearchParams(location.search);
const token = query.get("token") ?? "";

export const hasToken = token !== "";

export let me = sessionStorage.getItem("me") ?? "U0ANNMORGAN";

export function become(id) {
  me = id;
  sessionStorage.setItem("me", id);
}

function address(path, more) {
  return `local/api/${path}?${new URLSearchParams({ token, as: me, ...more })}`;
}

export const fileAddress = (file) => address(`file/${file.id}/${encodeURIComponent(file.name)}`);

export async function load() {
  const response = await fetch(address("state"));
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export async function act(name, body) {
  const response = await fetch(address(name), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export async function upload(file) {
  const response = await fetch(address("upload", { name: file.name }), {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export const attachSample = (name) => act("sample", { name });

// Calls back with each change; reconnects by itself. Whenever it is connected everything has to be loaded anew, the
// first time too: what happened since the page was loaded was told to nobody.
export function listen(changed, connected) {
  const source = new EventSource(address("changes"));
  source.addEventListener("ready", connected);
  source.onmessage = (event) => changed(JSON.parse(event.data));
  return () => source.close();
}
