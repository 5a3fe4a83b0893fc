// PouchDB's replication over HTTP on loopback, for a comparison by hand: see bench/README.md.
// node replication.js ROWS.jsonl [COUNT]
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');
const PouchDB = require('pouchdb');

const BATCH = 1000;

async function serve(folder, file, count) {
  const Source = PouchDB.defaults({ prefix: path.join(folder, 'source-') });
  const source = new Source('town');
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n').slice(0, count);
  for (let at = 0; at < lines.length; at += BATCH) {
    await source.bulkDocs(lines.slice(at, at + BATCH).map((line) => JSON.parse(line)));
  }
  const app = require('express-pouchdb')(Source, { mode: 'minimumForPouchDB', inMemoryConfig: true });
  const server = app.listen(0, '127.0.0.1', () => parentPort.postMessage([server.address().port, lines.length]));
}

async function replicate(folder, port, count, worker) {
  const target = new PouchDB(path.join(folder, 'target'));
  const began = process.hrtime.bigint();
  await target.replicate.from(new PouchDB(`http://127.0.0.1:${port}/town`), { batch_size: BATCH, batches_limit: 10 });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const info = await target.info();
  console.log(JSON.stringify({ documents: info.doc_count, expected: count, seconds, per_s: info.doc_count / seconds }));
  await worker.terminate();
  fs.rmSync(folder, { recursive: true });
  process.exit(info.doc_count === count ? 0 : 1);
}

if (isMainThread) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'replication-'));
  const worker = new Worker(__filename, { workerData: [folder, process.argv[2], Number(process.argv[3] || 1e9)] });
  worker.on('message', ([port, count]) => replicate(folder, port, count, worker));
  worker.on('error', (error) => { console.error(error); process.exit(1); });
} else {
  serve(...workerData);
}
