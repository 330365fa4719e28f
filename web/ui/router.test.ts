import { beforeAll, expect, test, vi } from 'vitest';

let matchPath: typeof import('./router.tsx').matchPath;
beforeAll(async () => {
  vi.stubGlobal('addEventListener', () => undefined);
  ({ matchPath } = await import('./router.tsx'));
});

test('a pattern gives its parameters, decoded', () => {
  expect(matchPath('/visit/:visitId/call', '/visit/vst_1/call')).toEqual({ visitId: 'vst_1' });
  expect(matchPath('/facility/:slug', '/facility/a%20b')).toEqual({ slug: 'a b' });
  expect(matchPath('/facility/:slug', '/facility/%E0%A4%A')).toEqual({ slug: '%E0%A4%A' });
});

test('a slash at the end changes nothing, another length or an empty parameter does not fit', () => {
  expect(matchPath('/home', '/home/')).toEqual({});
  expect(matchPath('/', '/')).toEqual({});
  expect(matchPath('/visit/:visitId', '/visit/vst_1/call')).toBeNull();
  expect(matchPath('/visit/:visitId', '/visit//')).toBeNull();
});
