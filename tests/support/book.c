#include "support/book.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mend/vault/vault.h"
#include "store/statement.h"

static struct clock *now(void)
{
    static struct clock clock;
    struct fault fault = {0};
    if (clock_init(&clock, "2026-11-21T22:05:00", true, &fault))
        fail_msg("%s", fault.text);
    return &clock;
}

static void must(enum err err, const struct fault *fault)
{
    if (err)
        fail_msg("%s", fault->text);
}

struct session *book_open(const char *home)
{
    struct session *session = NULL;
    struct fault fault = {0};
    struct session_options options = {home, getenv("MEND_CONTENT"), now()};
    must(session_open(&options, &session, &fault), &fault);
    if (session_is_locked(session))
        must(session_unlock(session, BOOK_PASSPHRASE, strlen(BOOK_PASSPHRASE), &fault), &fault);
    return session;
}

char *book_home(bool sealed)
{
    char *home = folder_make();
    struct fault fault = {0};
    struct session *session = book_open(home);
    if (sealed)
        must(session_choose_passphrase(session, BOOK_PASSPHRASE, strlen(BOOK_PASSPHRASE), &fault),
             &fault);
    else
        must(session_begin(session, &fault), &fault);
    session_close(session);
    return home;
}

int64_t book_add(const char *home, const char *day, const char *text)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    int64_t id = 0;
    struct journal_new entry = {.text = text, .day = day};
    must(store_journal_add(session_store(session), &entry, &id, &fault), &fault);
    session_close(session);
    return id;
}

void book_add_many(const char *home, int count,
                   void (*put)(int number, struct str *text, char *day))
{
    struct session *session = book_open(home);
    struct store *store = session_store(session);
    struct fault fault = {0};
    must(store_begin(store, &fault), &fault);
    struct statement s =
        statement_open(store, "INSERT INTO journal_entry(made_at, changed_at, day, words, text)"
                              " VALUES(?1, ?1, ?2, mend_words(?3), ?3)");
    for (int i = 0; i < count; i++) {
        struct str text = {0};
        char day[JOURNAL_DAY_SIZE];
        put(i, &text, day);
        statement_bind_int(&s, 1480000000 + (int64_t)i * 3000);
        statement_bind_text(&s, day);
        statement_bind_text(&s, str_text(&text));
        statement_next(&s);
        statement_reset(&s);
        str_free(&text);
    }
    must(statement_close(&s, OK, &fault), &fault);
    must(statement_script(store, "INSERT INTO journal_index(journal_index) VALUES('rebuild');",
                          &fault),
         &fault);
    must(store_end(store, OK, &fault), &fault);
    session_close(session);
}

char *book_text(const char *home, int64_t id)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct journal_entry entry = {0};
    must(store_journal_get(session_store(session), id, &entry, &fault), &fault);
    char *text = strdup(entry.text);
    journal_entry_free(&entry);
    session_close(session);
    return text;
}

char *book_version(const char *home, int64_t id, int64_t number)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    char *text = NULL;
    must(store_journal_version_text(session_store(session), id, number, &text, &fault), &fault);
    session_close(session);
    return text;
}

static size_t count(const char *home, bool trash)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    size_t entries = 0;
    struct journal_filter filter = {.trash = trash};
    must(store_journal_count(session_store(session), &filter, &entries, &fault), &fault);
    session_close(session);
    return entries;
}

size_t book_entries(const char *home)
{
    return count(home, false);
}

size_t book_trash(const char *home)
{
    return count(home, true);
}

size_t book_versions(const char *home, int64_t id)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct journal_version *versions = NULL;
    size_t versions_there = 0;
    must(store_journal_versions(session_store(session), id, &versions, &versions_there, &fault),
         &fault);
    free(versions);
    session_close(session);
    return versions_there;
}

void book_expect(const char *home, int64_t id, const char *text)
{
    char *there = book_text(home, id);
    assert_string_equal(text, there);
    free(there);
}

bool book_has_entry(const char *home, const char *text)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct journal_entries entries = {0};
    bool found = false;
    must(store_journal_list(session_store(session), 0, 1000, &entries, &fault), &fault);
    for (size_t i = 0; i < entries.count; i++)
        found |= strcmp(entries.items[i].text, text) == 0;
    journal_entries_free(&entries);
    session_close(session);
    return found;
}

/* How many drafts there are, of those that say TEXT unless it is NULL. */
static size_t drafts_that_say(const char *home, const char *text)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct drafts drafts = {0};
    size_t found = 0;
    must(session_journal_drafts(session, &drafts, &fault), &fault);
    for (size_t i = 0; i < drafts.count; i++) {
        const char *says = pairs_get(&drafts.items[i].values, WRITING_TEXT);
        found += !text || (says && strcmp(says, text) == 0);
    }
    drafts_free(&drafts);
    session_close(session);
    return found;
}

size_t book_drafts(const char *home)
{
    return drafts_that_say(home, NULL);
}

bool book_has_draft(const char *home, const char *text)
{
    return drafts_that_say(home, text) > 0;
}

/* As the program reads them: through the vault's VFS when the file is sealed. */
bool book_pages_hold(const char *home, const char *text)
{
    struct session *session = book_open(home);
    sqlite3 *db = NULL;
    sqlite3_int64 length = 0;
    char *path = store_path(home);
    const char *vfs = session_has_passphrase(session) ? vault_vfs_name() : NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, vfs));
    unsigned char *pages = sqlite3_serialize(db, "main", &length, 0);
    if (sqlite3_errcode(db) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    /* A file in which nothing was kept yet has no page. */
    assert_true(!pages || memmem(pages, (size_t)length, "journal_entry", 13));
    bool found = pages && memmem(pages, (size_t)length, text, strlen(text));
    sqlite3_free(pages);
    sqlite3_close(db);
    free(path);
    session_close(session);
    return found;
}

/* ---- the program ---- */

void book_unlock(struct rig *rig)
{
    rig_wait_for(rig, "This is locked.");
    rig_expect(rig, "Your passphrase:");
    rig_keys(rig, BOOK_PASSPHRASE "\r");
    rig_expect(rig, "1 Today");
}

struct rig *book_rig_at(const struct rig_options *options, const char *file, int line)
{
    struct rig_options sized = *options;
    sized.rows = sized.rows ? sized.rows : 30;
    sized.columns = sized.columns ? sized.columns : 90;
    struct rig *rig = rig_start_at(&sized, file, line);
    if (rig_shows(rig, "This is locked."))
        book_unlock(rig);
    rig_script(rig, "3");
    rig_sync(rig);
    return rig;
}

void book_says_at(struct rig *rig, const char *text)
{
    char *row = rig_row_at(rig, 0);
    size_t length = strlen(row);
    size_t wanted = strlen(text);
    if (length < wanted || strcmp(row + length - wanted, text) != 0)
        rig_fail_at(rig, "expected the top row to end with \"%s\"", text);
    free(row);
}

void book_pass_at(struct rig *rig)
{
    rig_advance_at(rig, 1000);
    rig_advance_at(rig, 300);
}

void book_leave(struct rig *rig)
{
    rig_sync(rig);
    rig_leave(rig);
}
