/*
 * migrations[n] is the SQL that makes version n + 1 out of version n. A new file runs the whole
 * list. A row that has been released never changes again: a change is a new row.
 *
 * The words of a person stand only in answer_value, draft_value, draft_edit, setting,
 * journal_entry, journal_version, journal_tag, record_text and the three indexes. "visit" and
 * "changed" count upwards, so that "latest" does not depend on the clock. The drafts have no index:
 * they are a handful, and every page fewer makes a save shorter.
 *
 * journal_index, answer_index and record_index are indexes over a view (FTS5's "external content"):
 * the words stand once in the file, a snippet is cut from the entry itself, and the index can be
 * made anew from what is there, which is how a deleted word is driven out of it. What a view leaves
 * out, the sealed and the deleted, is never in the index. The first letters of words have an index
 * of their own (prefix), for the first key of a search would otherwise read a good part of the
 * other one. They are kept by journal.c, answer.c and record.c and not by triggers, which would
 * make emptying a table slow and thorough no longer. journal_tag goes the way of journal_index: it
 * has a row only for what may be found.
 *
 * mend_words() and mend_tags() are in functions.c. Only statements use them, the schema does not.
 */
#include "schema.h"

#include <stdio.h>
#include <string.h>

#include "mend/base/message.h"
#include "statement.h"

static const char *const migrations[] = {
    "CREATE TABLE progress("
    "  visit INTEGER PRIMARY KEY,"
    "  lesson TEXT NOT NULL CHECK(length(lesson) > 0),"
    "  page TEXT NOT NULL CHECK(length(page) > 0),"
    "  state TEXT NOT NULL CHECK(state IN ('opened', 'done', 'skipped')),"
    "  last_at INTEGER NOT NULL,"
    "  UNIQUE(lesson, page)"
    ") STRICT;"

    "CREATE TABLE answer("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  lesson TEXT NOT NULL CHECK(length(lesson) > 0),"
    "  exercise TEXT NOT NULL CHECK(length(exercise) > 0),"
    "  kind TEXT NOT NULL CHECK(length(kind) > 0),"
    "  made_at INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX answer_of_exercise ON answer(lesson, exercise);"
    "CREATE TABLE answer_value("
    "  answer_id INTEGER NOT NULL REFERENCES answer(id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL CHECK(position >= 0),"
    "  key TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  PRIMARY KEY(answer_id, position),"
    "  UNIQUE(answer_id, key)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE draft("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  lesson TEXT NOT NULL CHECK(length(lesson) > 0),"
    "  exercise TEXT NOT NULL CHECK(length(exercise) > 0),"
    "  owner INTEGER NOT NULL,"
    "  updated_at INTEGER NOT NULL,"
    "  changed INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE draft_value("
    "  draft_id INTEGER NOT NULL REFERENCES draft(id) ON DELETE CASCADE,"
    "  key TEXT NOT NULL,"
    "  base BLOB NOT NULL,"
    "  PRIMARY KEY(draft_id, key)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE draft_edit("
    "  draft_id INTEGER NOT NULL,"
    "  key TEXT NOT NULL,"
    "  seq INTEGER NOT NULL CHECK(seq > 0),"
    "  at INTEGER NOT NULL CHECK(at >= 0),"
    "  removed INTEGER NOT NULL CHECK(removed >= 0),"
    "  inserted BLOB NOT NULL,"
    "  PRIMARY KEY(draft_id, key, seq),"
    "  FOREIGN KEY(draft_id, key) REFERENCES draft_value(draft_id, key) ON DELETE CASCADE"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE setting("
    "  name TEXT PRIMARY KEY CHECK(length(name) > 0),"
    "  value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;",

    /* The day is a day of the person's calendar, wherever they are. A version is what an entry
     * said before it was changed. */
    "CREATE TABLE journal_entry("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  made_at INTEGER NOT NULL,"
    "  day TEXT NOT NULL CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),"
    "  text TEXT NOT NULL CHECK(text <> ''),"
    "  pinned INTEGER NOT NULL DEFAULT 0 CHECK(pinned IN (0, 1)),"
    "  sealed INTEGER NOT NULL DEFAULT 0 CHECK(sealed IN (0, 1)),"
    "  deleted_at INTEGER"
    ") STRICT;"
    "CREATE TABLE journal_version("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  entry_id INTEGER NOT NULL REFERENCES journal_entry(id) ON DELETE CASCADE,"
    "  made_at INTEGER NOT NULL,"
    "  text TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX journal_version_of_entry ON journal_version(entry_id);"
    "CREATE VIEW journal_findable AS"
    "  SELECT id, text FROM journal_entry WHERE sealed = 0 AND deleted_at IS NULL;"
    "CREATE VIRTUAL TABLE journal_index USING fts5("
    "  text, content = 'journal_findable', content_rowid = 'id', tokenize = 'mend', prefix = '1'"
    ");",

    /* A version number counts the texts of an entry from 1. A tag has the entry's day, so that its
     * entries are walked in the order of a list. The indexes that are not of the whole table are
     * what a list walks under a filter, in the list's own order; journal_listed also has what is
     * counted. Of an answer that is findable what was written in words: not numbers, days and the
     * names of choices, which are made of a few signs only. A plan for leaving is not: a word typed
     * into a search, with somebody beside one, must never bring it onto the screen. */
    "ALTER TABLE journal_entry ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal_entry ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK(version > 0);"
    "ALTER TABLE journal_entry ADD COLUMN words INTEGER NOT NULL DEFAULT 0 CHECK(words >= 0);"
    "ALTER TABLE journal_entry ADD COLUMN lesson TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE journal_entry ADD COLUMN page TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE journal_entry ADD COLUMN prompt TEXT NOT NULL DEFAULT '';"
    "UPDATE journal_entry SET changed_at = made_at, words = mend_words(text), version = 1 +"
    " (SELECT count(*) FROM journal_version AS v WHERE v.entry_id = journal_entry.id);"
    "CREATE INDEX journal_listed ON journal_entry(day, id, words) WHERE deleted_at IS NULL;"
    "CREATE INDEX journal_pinned ON journal_entry(day, id)"
    " WHERE pinned = 1 AND deleted_at IS NULL;"
    "CREATE INDEX journal_of_lesson ON journal_entry(lesson, day, id)"
    " WHERE lesson <> '' AND deleted_at IS NULL;"
    "CREATE INDEX journal_thrown ON journal_entry(day, id, deleted_at)"
    " WHERE deleted_at IS NOT NULL;"

    "ALTER TABLE journal_version ADD COLUMN number INTEGER NOT NULL DEFAULT 0;"
    "UPDATE journal_version SET number = (SELECT count(*) FROM journal_version AS v"
    " WHERE v.entry_id = journal_version.entry_id AND v.id <= journal_version.id);"
    "DROP INDEX journal_version_of_entry;"
    "CREATE UNIQUE INDEX journal_version_of_entry ON journal_version(entry_id, number);"

    "CREATE TABLE journal_tag("
    "  tag TEXT NOT NULL CHECK(tag <> ''),"
    "  day TEXT NOT NULL,"
    "  entry_id INTEGER NOT NULL REFERENCES journal_entry(id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  name TEXT NOT NULL CHECK(name <> ''),"
    "  PRIMARY KEY(tag, day, entry_id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX journal_tag_of_entry ON journal_tag(entry_id, position);"
    "INSERT INTO journal_tag(tag, day, entry_id, position, name)"
    " SELECT json_extract(t.value, '$[0]'), e.day, e.id, t.key, json_extract(t.value, '$[1]')"
    " FROM journal_findable AS f JOIN journal_entry AS e ON e.id = f.id,"
    "  json_each(mend_tags(e.text)) AS t;"

    "CREATE VIEW answer_findable AS"
    "  SELECT id, text FROM (SELECT a.id AS id, (SELECT group_concat(v.value, char(10))"
    "    FROM answer_value AS v WHERE v.answer_id = a.id AND"
    "    (v.key = 'text' OR v.value GLOB '*[^a-z0-9._,:+-]*')) AS text FROM answer AS a"
    "   WHERE a.lesson <> 'leaving' AND NOT EXISTS (SELECT 1 FROM answer_value AS w"
    "    WHERE w.answer_id = a.id AND w.key = '.way' AND w.value = 'seal'))"
    "  WHERE text IS NOT NULL;"
    "CREATE VIRTUAL TABLE answer_index USING fts5("
    "  text, content = 'answer_findable', content_rowid = 'id', tokenize = 'mend', prefix = '1'"
    ");"
    "INSERT INTO answer_index(answer_index) VALUES('rebuild');",

    /* Whatever promises, boundaries, experiments and check-ins consist of is a record, so that one
     * trash, one index and one way to overwrite words serve them all; "of_id" is what it belongs
     * to: pauses and notes to a promise, events to a boundary, what a partner showed to a check-in.
     * The tables beside it have the numbers of each kind, record_text the words, by "part":
     * promise 0 text, 1 when, 2 will; note 0; pause 0 the reason; boundary 0; event 0 what I did;
     * experiment 0 what, 1 prediction, 2 when I'll know, 3 what happened, 4 what I learned;
     * check-in 0 went well, 1 was hard, 2 I ask for; shown 0 to 2 the same, 3 the label. Days
     * count from 1970-01-01. A mark is no record, for there are very many; its note is, of the
     * same day. What is shown by a partner has no column for safety and boundaries. */
    "CREATE TABLE record("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  kind TEXT NOT NULL CHECK(kind IN ('promise', 'note', 'pause', 'boundary', 'event',"
    "   'experiment', 'check-in', 'shown')),"
    "  of_id INTEGER REFERENCES record(id) ON DELETE CASCADE,"
    "  day INTEGER NOT NULL,"
    "  made_at INTEGER NOT NULL,"
    "  changed_at INTEGER NOT NULL,"
    "  deleted_at INTEGER,"
    "  version INTEGER NOT NULL DEFAULT 1 CHECK(version > 0),"
    "  lesson TEXT NOT NULL DEFAULT '',"
    "  page TEXT NOT NULL DEFAULT '',"
    "  answer INTEGER NOT NULL DEFAULT 0,"
    "  CHECK((of_id IS NULL) = (kind IN ('promise', 'boundary', 'experiment', 'check-in')))"
    ") STRICT;"
    "CREATE INDEX record_of ON record(of_id, kind, day) WHERE of_id IS NOT NULL;"
    "CREATE UNIQUE INDEX record_note ON record(of_id, day) WHERE kind = 'note';"
    "CREATE UNIQUE INDEX record_shown ON record(of_id) WHERE kind = 'shown';"
    "CREATE INDEX record_listed ON record(kind, day, id) WHERE deleted_at IS NULL;"
    "CREATE INDEX record_thrown ON record(deleted_at) WHERE deleted_at IS NOT NULL;"
    "CREATE TABLE record_text("
    "  record_id INTEGER NOT NULL REFERENCES record(id) ON DELETE CASCADE,"
    "  part INTEGER NOT NULL CHECK(part BETWEEN 0 AND 7),"
    "  text TEXT NOT NULL CHECK(text <> ''),"
    "  PRIMARY KEY(record_id, part)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE promise("
    "  id INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,"
    "  between_us INTEGER NOT NULL CHECK(between_us IN (0, 1)),"
    "  schedule TEXT NOT NULL CHECK(schedule IN ('once', 'daily', 'weekdays', 'weekly')),"
    "  by_day INTEGER CHECK((by_day IS NOT NULL) = (schedule = 'once')),"
    "  weekdays INTEGER CHECK(weekdays BETWEEN 1 AND 127)"
    "   CHECK((weekdays IS NOT NULL) = (schedule = 'weekdays')),"
    "  times INTEGER CHECK(times BETWEEN 1 AND 7)"
    "   CHECK((times IS NOT NULL) = (schedule = 'weekly')),"
    "  ended INTEGER,"
    "  follows INTEGER REFERENCES promise(id) ON DELETE SET NULL CHECK(follows < id),"
    "  smaller INTEGER NOT NULL DEFAULT 0 CHECK(smaller IN (0, 1))"
    ") STRICT;"
    "CREATE INDEX promise_follows ON promise(follows) WHERE follows IS NOT NULL;"
    "CREATE TABLE promise_pause("
    "  id INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,"
    "  to_day INTEGER NOT NULL" /* 2147483647: it is open */
    ") STRICT;"
    "CREATE INDEX promise_pause_until ON promise_pause(to_day);"
    "CREATE TABLE promise_mark("
    "  promise_id INTEGER NOT NULL REFERENCES promise(id) ON DELETE CASCADE,"
    "  day INTEGER NOT NULL,"
    "  kind TEXT NOT NULL CHECK(kind IN ('kept', 'partly', 'not', 'released')),"
    "  made_at INTEGER NOT NULL,"
    "  PRIMARY KEY(promise_id, day)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX promise_mark_of_day ON promise_mark(day, promise_id, kind, made_at);"

    "CREATE TABLE boundary_event("
    "  id INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,"
    "  kind TEXT NOT NULL CHECK(kind IN ('kept', 'crossed', 'renegotiated'))"
    ") STRICT;"

    "CREATE TABLE experiment("
    "  id INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,"
    "  risk INTEGER CHECK(risk BETWEEN 0 AND 10),"
    "  predicted INTEGER CHECK(predicted BETWEEN 0 AND 10),"
    "  know_day INTEGER,"
    "  actual INTEGER CHECK(actual BETWEEN 0 AND 10),"
    "  concluded INTEGER"
    ") STRICT;"

    "CREATE TABLE check_in("
    "  id INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,"
    "  trust_partner INTEGER CHECK(trust_partner BETWEEN 0 AND 10),"
    "  trust_self INTEGER CHECK(trust_self BETWEEN 0 AND 10),"
    "  feeling_safe INTEGER CHECK(feeling_safe BETWEEN 0 AND 10),"
    "  closeness INTEGER CHECK(closeness BETWEEN 0 AND 10),"
    "  communication INTEGER CHECK(communication BETWEEN 0 AND 10),"
    "  boundaries INTEGER CHECK(boundaries BETWEEN 0 AND 10),"
    "  calm INTEGER CHECK(calm BETWEEN 0 AND 10)"
    ") STRICT;"
    "CREATE TABLE check_in_shown("
    "  id INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,"
    "  trust_partner INTEGER CHECK(trust_partner BETWEEN 0 AND 10),"
    "  trust_self INTEGER CHECK(trust_self BETWEEN 0 AND 10),"
    "  closeness INTEGER CHECK(closeness BETWEEN 0 AND 10),"
    "  communication INTEGER CHECK(communication BETWEEN 0 AND 10),"
    "  calm INTEGER CHECK(calm BETWEEN 0 AND 10)"
    ") STRICT;"

    "CREATE TABLE answer_adopted(answer_id INTEGER PRIMARY KEY) STRICT;"

    "CREATE VIEW record_findable AS"
    "  SELECT id, text FROM (SELECT r.id AS id, (SELECT group_concat(t.text, char(10))"
    "    FROM record_text AS t WHERE t.record_id = r.id) AS text FROM record AS r"
    "   WHERE r.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM record AS o"
    "    WHERE o.id = r.of_id AND o.deleted_at IS NOT NULL))"
    "  WHERE text IS NOT NULL;"
    "CREATE VIRTUAL TABLE record_index USING fts5("
    "  text, content = 'record_findable', content_rowid = 'id', tokenize = 'mend', prefix = '1'"
    ");",
};

int64_t schema_newest(void)
{
    return sizeof migrations / sizeof migrations[0];
}

static enum err fault_newer(const struct store *store, struct fault *fault)
{
    return fault_set(fault, ERR_NEWER,
                     _("%s was made by a newer mend than this one. It was left as it is; install "
                       "the newer mend, or choose another folder with --home DIR."),
                     store->path);
}

static enum err fault_foreign(const struct store *store, struct fault *fault)
{
    return fault_set(fault, ERR_FORMAT,
                     _("%s belongs to another program. It was left as it is; choose another "
                       "folder with --home DIR."),
                     store->path);
}

/* ---- looking at a file before SQLite may touch it ---- */

/* Offsets of https://sqlite.org/fileformat.html, up to the number of cells on the first page. */
enum {
    HEADER_PAGE_SIZE = 16,
    HEADER_VERSION = 60,
    HEADER_APPLICATION = 68,
    HEADER_PAGE_KIND = 100,
    HEADER_CELLS = 103,
    HEADER_SIZE = 105,
    PAGE_IS_LEAF = 13,
};

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool has_no_tables(const unsigned char *header)
{
    return header[HEADER_PAGE_KIND] == PAGE_IS_LEAF && header[HEADER_CELLS] == 0 &&
           header[HEADER_CELLS + 1] == 0;
}

/* Whether the last page is whole: SQLite would take zeros for what is missing of it. */
static bool ends_with_a_page(const unsigned char *header, sqlite3_int64 size)
{
    int page = header[HEADER_PAGE_SIZE] << 8 | header[HEADER_PAGE_SIZE + 1];
    return size % (page > 1 ? page : 65536) == 0;
}

/*
 * Reads the header past SQLite's pager, because the pager would complete another program's
 * interrupted save, and through SQLite's file, because closing a second descriptor would drop the
 * locks of the first. *SIZE is 0 for an empty file.
 */
static enum err read_header(struct store *store, unsigned char header[HEADER_SIZE],
                            sqlite3_int64 *size, struct fault *fault)
{
    memset(header, 0, HEADER_SIZE);
    sqlite3_file *file = NULL;
    int result = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result == SQLITE_OK)
        result = file->pMethods->xFileSize(file, size);
    if (result == SQLITE_OK && *size > 0)
        result = file->pMethods->xRead(file, header, HEADER_SIZE, 0);
    /* A sealed file answers zeros to whoever looks while another program writes there. */
    if (result == SQLITE_IOERR_SHORT_READ)
        result = store->vfs ? SQLITE_OK : SQLITE_NOTADB;
    return result == SQLITE_OK ? OK : statement_fault(store, result, fault);
}

enum err schema_inspect(struct store *store, int64_t *version, struct fault *fault)
{
    static const unsigned char zeros[HEADER_SIZE];
    unsigned char header[HEADER_SIZE];
    sqlite3_int64 size = 0;
    *version = 0;
    enum err err = read_header(store, header, &size, fault);
    if (err || size == 0)
        return err;
    /* Zeros are what a power cut can leave of the very first save; SQLite knows what to do. */
    if (memcmp(header, zeros, HEADER_SIZE) != 0) {
        if (memcmp(header, "SQLite format 3", 16) != 0)
            return statement_fault(store, SQLITE_NOTADB, fault);
        uint32_t application = big_endian(header + HEADER_APPLICATION);
        if (application == 0 && has_no_tables(header))
            return OK;
        if (application != SCHEMA_APPLICATION)
            return fault_foreign(store, fault);
        if (big_endian(header + HEADER_VERSION) > schema_newest())
            return fault_newer(store, fault);
    }
    /* Now for certain: SQLite first takes back what an interrupted save left. */
    struct statement s = statement_open(store, "PRAGMA user_version");
    if (statement_next(&s)) {
        *version = statement_int(&s, 0);
        err = read_header(store, header, &size, fault);
        if (!err && *version > 0 && !ends_with_a_page(header, size))
            err = statement_fault(store, SQLITE_CORRUPT, fault);
    }
    err = statement_close(&s, err, fault);
    return !err && *version > schema_newest() ? fault_newer(store, fault) : err;
}

/* ---- migrations ---- */

static enum err read_version(struct store *store, int64_t *version, struct fault *fault)
{
    struct statement s = statement_open(store, "PRAGMA user_version");
    *version = statement_next(&s) ? statement_int(&s, 0) : 0;
    return statement_close(&s, OK, fault);
}

static enum err migrate(struct store *store, const char *sql, int64_t version, struct fault *fault)
{
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             SCHEMA_APPLICATION, (int)version);
    enum err err = statement_script(store, sql, fault);
    return err ? err : statement_script(store, mark, fault);
}

enum err schema_apply(struct store *store, const char *const *list, int64_t count,
                      struct fault *fault)
{
    enum err err = OK;
    int64_t version = 0;
    while (!err && version < count) {
        err = statement_script(store, "BEGIN IMMEDIATE", fault);
        if (err)
            break;
        /* Another program may have been here while we waited. */
        err = read_version(store, &version, fault);
        if (!err && version < count) {
            err = migrate(store, list[version], version + 1, fault);
            version++;
        }
        err = store_end(store, err, fault);
    }
    return !err && version > count ? fault_newer(store, fault) : err;
}

enum err schema_update(struct store *store, struct fault *fault)
{
    return schema_apply(store, migrations, schema_newest(), fault);
}

enum err schema_confirm(struct store *store, struct fault *fault)
{
    int64_t version;
    enum err err = read_version(store, &version, fault);
    if (!err && version < schema_newest())
        return fault_set(fault, ERR_FORMAT,
                         _("%s was emptied or replaced while mend had it open. Write down what you "
                           "are writing, leave mend and start it again."),
                         store->path);
    return !err && version != schema_newest() ? fault_newer(store, fault) : err;
}
