#!/usr/bin/env node
'use strict';

// Runs dist/cli.cjs with the code cache that the build left beside it. Compiling is most of what a short run costs; V8 itself refuses a
// cache that was made by another version of Node, or for another text, and compiles as usual.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const vm = require('node:vm');

const filename = join(__dirname, '../dist/cli.cjs');
let cachedData;
try {
  cachedData = readFileSync(`${filename}.cache`);
} catch {
  cachedData = undefined;
}
const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`;
const script = new vm.Script(wrapped, { filename, cachedData });
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(filename), module_, filename, dirname(filename));
if (process.env.KUBEPLAN_WRITE_CODE_CACHE === filename) {
  process.on('exit', () => require('node:fs').writeFileSync(`${filename}.cache`, script.createCachedData()));
}
// Plugins are imported here, for a script that comes from a code cache cannot import anything.
module_.exports.main((url) => import(url));
