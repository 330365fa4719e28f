/* Functions that Safari 12 and Chromium 67 lack. A plain script, so that it runs before every module. */
(() => {
  var root = typeof self !== 'undefined' ? self : window;
  if (typeof globalThis === 'undefined') root.globalThis = root;
  if (!root.queueMicrotask) {
    root.queueMicrotask = (work) => {
      Promise.resolve()
        .then(work)
        .catch((error) => {
          setTimeout(() => {
            throw error;
          });
        });
    };
  }
  if (!Object.fromEntries) {
    Object.fromEntries = (entries) => {
      var result = {};
      Array.from(entries).forEach((entry) => {
        result[entry[0]] = entry[1];
      });
      return result;
    };
  }
  function define(prototype, name, value) {
    if (!prototype[name]) Object.defineProperty(prototype, name, { value: value, configurable: true, writable: true });
  }
  define(Array.prototype, 'flat', function (depth) {
    var left = depth === undefined ? 1 : depth;
    return Array.prototype.concat.apply(
      [],
      this.map((item) => (Array.isArray(item) && left > 1 ? item.flat(left - 1) : left > 0 ? item : [item])),
    );
  });
  define(Array.prototype, 'flatMap', function (work, self) {
    return this.map(work, self).flat();
  });
  if (!Promise.allSettled) {
    Promise.allSettled = (promises) =>
      Promise.all(
        Array.from(promises).map((promise) =>
          Promise.resolve(promise).then(
            (value) => ({ status: 'fulfilled', value: value }),
            (reason) => ({ status: 'rejected', reason: reason }),
          ),
        ),
      );
  }
})();
