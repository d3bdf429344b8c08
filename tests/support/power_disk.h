/*
 * A disk in memory that can lose its power, for SQLite: a VFS whose files have two states, what the
 * program sees and what is certain. Between two syncs of a file every 512-byte sector of it is on
 * its own: when the power goes, each keeps what was written last, or what was certain before, or,
 * where the file had just grown, zeros or rubbish. The write under way is torn. Sizes, new names
 * and deletions that were not synced may come back too.
 */
#ifndef MEND_TESTS_POWER_DISK_H
#define MEND_TESTS_POWER_DISK_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* How the sectors fall when the power goes. */
enum power_loss {
    POWER_LOTTERY,   /* each sector on its own */
    POWER_KEEPS_ALL, /* as if only the program had been killed */
    POWER_DROPS_ALL, /* nothing that was not synced */
};

/* The VFS, registered under the name "power-disk", not as the default. The disk is empty. */
sqlite3_vfs *power_disk_install(void);
void power_disk_remove(void);

/* From now on the change number AT (1 is the next; 0: none) is the one the power goes in. */
void power_disk_cut(int at, unsigned seed);

/* Changes (writes, truncations, syncs, deletions) since power_disk_cut(). */
int power_disk_changes(void);

/* Did the power go? Until power_disk_restore() nothing works any more. */
bool power_disk_is_dead(void);

/* Power again. All files must have been closed. */
void power_disk_restore(enum power_loss loss);

/* The bytes of a file, which may be changed; NULL when there is none. */
unsigned char *power_disk_bytes(const char *name, size_t *size);

/* Makes NAME hold SIZE bytes for certain; BYTES NULL removes it. */
void power_disk_put(const char *name, const void *bytes, size_t size);

/* Cuts NAME to SIZE. */
void power_disk_shorten(const char *name, size_t size);

/* Whether NEEDLE was in anything written to any file since it was set; NULL ends the search. */
void power_disk_look_for(const char *needle);
bool power_disk_found(void);

#endif
