/** Where to go after signing in: `?next=` when it is a page of ours, else home. */
export function nextPlace(search: string): string {
  const wanted = new URLSearchParams(search).get('next');
  return wanted && isOurs(wanted) ? wanted : '/home';
}

/** Another site must not be able to send people from our sign-in to itself: `//evil.example` is an address of its own. */
function isOurs(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}
