/*
 * The file at rest. With a passphrase mend.db is sealed: a header that holds the wrapped keys, then
 * units of 4,096 bytes, each encrypted and authenticated. SQLite reads and writes it through the
 * VFS named by vault_vfs_name(); everything above keeps its ordinary `struct sqlite3 *`.
 *
 * A vault is an unlocked file: its data key, in memory that is locked and wiped. As long as it is
 * open, this process can open the file (and its journal) through the VFS, which finds the key by
 * the file id in the header. The format is described in README.md.
 *
 * Passphrases and keys are bytes with a length: no character set is assumed, nothing is trimmed.
 * They are only read; keep them in memory from vault_memory(). Anything here may run on a worker
 * thread; one vault is used by one thread at a time, and its connections by any.
 *
 * All paths are plain names (one that begins with "file:" is no URI here). Calls that change the
 * file's keys, and the conversions, want the store of this process to be closed (conversions), or
 * not in the middle of a transaction (passphrase, recovery key); else they answer ERR_BUSY.
 */
#ifndef MEND_VAULT_VAULT_H
#define MEND_VAULT_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/base/error.h"

struct sqlite3;
struct vault;

/* ---- what a file is ---- */

enum vault_kind {
    VAULT_ABSENT,  /* there is no file */
    VAULT_EMPTY,   /* no bytes, or a header cut short while it was made: nothing was ever in it */
    VAULT_PLAIN,   /* an ordinary SQLite file */
    VAULT_SEALED,  /* ours; at least one copy of the header is whole */
    VAULT_DAMAGED, /* ours, but neither copy of the header is whole */
    VAULT_NEWER,   /* ours, in a format newer than this one */
    VAULT_FOREIGN, /* something else */
};

/* Looks at the first bytes; touches nothing. ERR_ACCESS or ERR_IO when they cannot be read. */
enum err vault_look(const char *path, enum vault_kind *kind, struct fault *fault) MUST_CHECK;

/* ---- making, opening, closing ---- */

/* What deriving a key from a passphrase costs: Argon2id 1.3, one lane. */
struct vault_cost {
    uint32_t passes;
    uint64_t memory; /* bytes */
};

/* 64 MiB, 3 passes: the second recommended choice of RFC 9106, section 4. About 0.12 s. */
extern const struct vault_cost vault_default_cost;

/* What is accepted from a file, and for a new one. */
enum { VAULT_LEAST_MEMORY = 8 << 10, VAULT_MOST_MEMORY = 1 << 30, VAULT_MOST_PASSES = 32 };

/*
 * Makes a sealed file that holds a header and nothing else, and unlocks it. File and folder are
 * synced on return. ERR_CONFLICT when something other than VAULT_EMPTY stands there already,
 * ERR_INPUT for an empty passphrase, ERR_COST for a cost out of bounds. COST may be NULL. *VAULT is
 * closed by the caller.
 */
enum err vault_create(const char *path, const char *passphrase, size_t length,
                      const struct vault_cost *cost, struct vault **vault,
                      struct fault *fault) MUST_CHECK;

/*
 * Opens the header's newest whole copy with PASSPHRASE, else the other. Takes as long as the cost
 * in the header says, and as much memory. A passphrase change that was interrupted after its new
 * copy was written is completed on the way.
 *
 * ERR_PASSPHRASE: it does not open the file. ERR_DAMAGED: no whole header. ERR_NEWER, ERR_FORMAT
 * (not ours, plain SQLite among it), ERR_NOT_FOUND (no file, or an empty one), ERR_COST (the header
 * asks for more than we allow; nothing was derived), ERR_MEMORY.
 */
enum err vault_unlock(const char *path, const char *passphrase, size_t length, struct vault **vault,
                      struct fault *fault) MUST_CHECK;

/*
 * The same with a recovery key as it was printed; case, spaces and hyphens do not matter, and 0 and
 * O, 1 and I and L are the same. ERR_INPUT when it is mistyped (its checksum tells), ERR_PASSPHRASE
 * when it is some other file's key, ERR_CONFLICT when the file has none.
 */
enum err vault_unlock_recovery(const char *path, const char *text, struct vault **vault,
                               struct fault *fault) MUST_CHECK;

/*
 * Ends the vault: from now on the file cannot be opened. The keys are wiped at once, or, when a
 * connection still is open, with its end; so close the store first. NULL is legal.
 */
void vault_close(struct vault *vault);

/* For sqlite3_open_v2(), and for "vfs=" in a URI. NULL when SQLite or libsodium will not start. */
const char *vault_vfs_name(void);

/*
 * True when a connection has met what an interrupted save left (a journal that was rolled back, or
 * one that could not be used) since the vault was opened or asked last. Then the reader checks the
 * database (integrity_check, FTS) before it trusts it. Ask after the first read.
 */
bool vault_needs_check(struct vault *vault);

/* ---- passphrase and keys ---- */

struct vault_cost vault_cost(const struct vault *vault);
bool vault_has_recovery(const struct vault *vault);
bool vault_opened_by_recovery(const struct vault *vault);

/* OK when PASSPHRASE opens the vault's file as it now is on the disk, else as vault_unlock(). */
enum err vault_check_passphrase(const struct vault *vault, const char *passphrase, size_t length,
                                struct fault *fault) MUST_CHECK;

/*
 * The same data key under a new passphrase: quick, and what was written stays as it is. The
 * recovery key stays. Whoever had a copy of the old header and knows the old passphrase can still
 * read: then take vault_new_key(). Both copies of the header are on the disk on return; killed in
 * between, either passphrase opens, at once or after the next change. COST NULL keeps the cost.
 * ERR_CONFLICT when another process changed the keys since this vault was opened.
 */
enum err vault_change_passphrase(struct vault *vault, const char *passphrase, size_t length,
                                 const struct vault_cost *cost, struct fault *fault) MUST_CHECK;

/* "ABCDE-12345-ABCDE-12345-ABCDE-12345" and a NUL. */
enum { VAULT_RECOVERY_GROUPS = 6, VAULT_RECOVERY_TEXT = 36 };

/*
 * Writes a new recovery key into TEXT (128 random bits and a checksum of 22): to be shown once,
 * and wiped by the caller. It opens nothing until vault_add_recovery() was called with it.
 */
void vault_make_recovery(char text[VAULT_RECOVERY_TEXT]);

/*
 * From now on TEXT opens the vault, in place of any earlier recovery key. Refused (ERR_INPUT) when
 * TEXT is no recovery key, or when the vault was opened by the recovery key: set a passphrase
 * first.
 */
enum err vault_add_recovery(struct vault *vault, const char *text, struct fault *fault) MUST_CHECK;
enum err vault_remove_recovery(struct vault *vault, struct fault *fault) MUST_CHECK;

/* ---- conversions: the whole file written anew ---- */

/*
 * What a long call tells and asks; every member may be NULL. GO_ON is called often, on the calling
 * thread, with how much is done in thousandths, and returns false to call it off. PREPARE is called
 * with each connection before anything is read through it, to register what the schema needs (a
 * tokenizer); it returns an SQLite code.
 */
struct vault_work {
    bool (*go_on)(void *context, int thousandths);
    int (*prepare)(struct sqlite3 *db, void *context);
    void *context;
};

/*
 * Each writes a new file beside PATH (PATH-new), reopens it, checks it and compares it with the old
 * one row by row, and only then puts it in the old one's place. Killed or called off at any time,
 * PATH is what it was, or wholly the new file; what lies about is removed by vault_clean(). Other
 * processes wait meanwhile, and one that had the file open has to open it anew. Where the disk
 * allows, the old file's bytes (sealed: its header) are overwritten afterwards; SSDs, snapshots and
 * backups keep what they keep. The record of failed attempts starts anew.
 *
 * ERR_BUSY: another connection holds the file. ERR_CANCELLED: GO_ON said no. ERR_DAMAGED: the old
 * file cannot be read wholly, or the new one is not the same. WORK may be NULL.
 */

/* A plain file becomes a sealed one; *VAULT is open for it. */
enum err vault_seal_plain(const char *path, const char *passphrase, size_t length,
                          const struct vault_cost *cost, const struct vault_work *work,
                          struct vault **vault, struct fault *fault) MUST_CHECK;

/* A sealed file becomes a plain one. VAULT remains to be closed, and opens nothing any more. */
enum err vault_unseal(struct vault *vault, const struct vault_work *work,
                      struct fault *fault) MUST_CHECK;

/*
 * A sealed file under a new data key and passphrase (which may be the old one), for when somebody
 * may have learnt the old. There is no recovery key afterwards. *VAULT is closed and replaced when
 * it succeeds, and stays as it is otherwise.
 */
enum err vault_new_key(struct vault **vault, const char *passphrase, size_t length,
                       const struct vault_cost *cost, const struct vault_work *work,
                       struct fault *fault) MUST_CHECK;

/*
 * Removes what an interrupted conversion left beside PATH; *FOUND (may be NULL) tells whether there
 * was anything. ERR_BUSY when another process writes or converts just now, ERR_CONFLICT when PATH
 * itself is missing, so that what was left may be all there is; then nothing is removed.
 */
enum err vault_clean(const char *path, bool *found, struct fault *fault) MUST_CHECK;

/*
 * Makes the file unreadable, then removes it and all that mend keeps beside it. The header of a
 * sealed file (all of a plain one) is overwritten and synced before anything else is tried; a copy
 * that an SSD, a snapshot or a backup holds is not reached. ERR_NOT_FOUND when there is nothing.
 */
enum err vault_erase(const char *path, struct fault *fault) MUST_CHECK;

/* ---- who tried ---- */

/*
 * Beside the file (PATH-attempts) stand sealed boxes that only the unlocked vault can read: when it
 * was opened last, and each failed attempt since. Whoever can write to the folder can erase them.
 */
struct vault_attempts {
    int64_t opened_at; /* wall seconds of the opening before this one; 0: not known */
    size_t failed;     /* since then; at most VAULT_MOST_ATTEMPTS are told apart */
    int64_t first_failed_at, last_failed_at; /* 0: none */
};

enum { VAULT_MOST_ATTEMPTS = 1000 };

/* Notes a failed attempt at the wall time NOW. The file may stay locked. */
enum err vault_attempt_failed(const char *path, int64_t now, struct fault *fault) MUST_CHECK;

/* How many failures stand there, which anyone can count; for vault_delay() after a restart. */
size_t vault_attempts_count(const char *path);

/* Reads them; boxes that do not open are passed over. No file is not an error. */
enum err vault_attempts_read(const struct vault *vault, struct vault_attempts *attempts,
                             struct fault *fault) MUST_CHECK;

/* Notes an opening at NOW and forgets the failures before it. */
enum err vault_attempts_opened(const struct vault *vault, int64_t now,
                               struct fault *fault) MUST_CHECK;

/*
 * Seconds to wait after FAILED wrong passphrases in a row: 0, 0, 1, 2, 4, 8, 16, then 30. Slows
 * down somebody at the keyboard; against a copy of the file only the cost of the derivation counts.
 */
int vault_delay(size_t failed);

/* ---- small things ---- */

/*
 * A rough word for a passphrase. What counts is length: characters (UTF-8) that do not merely
 * repeat the one before or go one step on from it (aaaa, 1234, abcd), and no more than three times
 * as many as there are different ones. Under 8 such is short, under 14 fair, under 20 good, else
 * strong. It knows no dictionary: a line from a song counts as strong and is not.
 */
enum vault_strength { VAULT_NO_PASSPHRASE, VAULT_SHORT, VAULT_FAIR, VAULT_GOOD, VAULT_STRONG };
enum vault_strength vault_strength(const char *passphrase, size_t length);

/* SIZE bytes of zeros that are kept from swap and core dumps where the system allows; or NULL. */
void *vault_memory(size_t size) MUST_CHECK;

/* Wipes and gives back what vault_memory() gave; NULL is legal. */
void vault_memory_free(void *memory);

#endif
