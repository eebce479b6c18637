import type { DatabaseSync } from "node:sqlite";

/** Each entry takes the file from the version of its index to the next. Never edit one that was released. */
const migrations: readonly string[] = [
  `CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
   CREATE TABLE account (
     id INTEGER PRIMARY KEY,
     userName TEXT NOT NULL UNIQUE,
     password BLOB NOT NULL,
     role TEXT NOT NULL,
     enabled INTEGER NOT NULL
   ) STRICT;`,
  `CREATE TABLE event (
     position INTEGER PRIMARY KEY,
     id INTEGER NOT NULL UNIQUE,
     created INTEGER NOT NULL,
     recordType INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     severity TEXT NOT NULL,
     message TEXT NOT NULL
   ) STRICT;`,
  `ALTER TABLE account ADD COLUMN passwordSize INTEGER NOT NULL DEFAULT 20;
   ALTER TABLE account ADD COLUMN ipmiMessaging INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE account ADD COLUMN linkAuthentication INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE account ADD COLUMN callbackOnly INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE account ADD COLUMN serialOverLan INTEGER NOT NULL DEFAULT 1;`,
  "ALTER TABLE account ADD COLUMN passwordChangeRequired INTEGER NOT NULL DEFAULT 0",
];

/** A later version has written this file. */
export class NewerVersion extends Error {}

/** @throws NewerVersion, with the file as it was */
export function migrate(db: DatabaseSync): void {
  db.exec("BEGIN IMMEDIATE");
  const version = db.prepare("PRAGMA user_version").get()?.user_version as number;
  if (version > migrations.length) throw new NewerVersion();
  for (const migration of migrations.slice(version)) db.exec(migration);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
  db.exec("COMMIT");
}
