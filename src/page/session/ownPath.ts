/** An address on this server, with its query, to send a browser back to; the fleet where the text may mean another server. */
export function ownPath(text: string): string {
  const own = 'http://own.invalid';
  if (!/^\/(?![/\\])/.test(text) || !URL.canParse(text, own)) return '/';
  const { origin, pathname, search } = new URL(text, own);
  // Dot segments may have left a second slash in front: `/.//evil.example`.
  const isOwn = origin === own && !pathname.startsWith('//') && !pathname.startsWith('/actions/');
  return isOwn ? `${pathname}${search}` : '/';
}
