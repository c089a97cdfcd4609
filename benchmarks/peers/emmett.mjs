// Emmett's PostgreSQL store, driven from a pipe: a line of appends and writers is done and then answered.
// node emmett.mjs FOLDER-OF-MODULES CONNECTION-STRING TEXT
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [folder, connectionString, note] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { getPostgreSQLEventStore } = require("@event-driven-io/emmett-postgresql");
const { Pool } = require("pg");

const [AT_ONCE, STREAMS] = [3, 50];
const pool = new Pool({ connectionString, max: 16 });
const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
await store.schema.migrate();

async function write(appends) {
  const streams = Array.from({ length: STREAMS }, () => ({ name: `decision-${randomUUID()}`, version: 0n }));
  for (let number = 0; number < appends; number++) {
    const stream = streams[number % STREAMS];
    const events = Array.from({ length: AT_ONCE }, () => ({ type: "noted", data: { note } }));
    const expectedStreamVersion = stream.version ? stream.version : "STREAM_DOES_NOT_EXIST";
    await store.appendToStream(stream.name, events, { expectedStreamVersion });
    stream.version += BigInt(AT_ONCE);
  }
}

console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const [appends, writers] = line.split(" ").map(Number);
  await Promise.all(Array.from({ length: writers }, () => write(Math.floor(appends / writers))));
  console.log("done");
}
await pool.end();
process.exit(0);
