#include <stdlib.h>
#include <string.h>

#include "statement.h"

/* See wipe_answers in answer.c. */
static const char wipe_settings[] = "CREATE TEMP TABLE kept_setting AS SELECT * FROM setting;"
                                    "DELETE FROM setting;"
                                    "INSERT INTO setting SELECT * FROM kept_setting ORDER BY name;"
                                    "DROP TABLE kept_setting;";

enum err store_setting(struct store *store, const char *name, char **value, struct fault *fault)
{
    *value = NULL;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(store, "SELECT value FROM setting WHERE name = ?1");
    statement_bind_text(&s, name);
    if (statement_next(&s)) {
        *value = strdup(statement_text(&s, 0));
        if (!*value)
            err = fault_set_memory(fault);
    }
    err = statement_close(&s, err, fault);
    if (err) {
        free(*value);
        *value = NULL;
    }
    return err;
}

static enum err put_setting(struct store *store, const char *name, const char *value,
                            struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO setting(name, value) VALUES(?1, ?2)"
                              " ON CONFLICT(name) DO UPDATE SET value = excluded.value");
    statement_bind_text(&s, name);
    statement_bind_text(&s, value);
    return statement_run(&s, fault);
}

static enum err remove_setting(struct store *store, const char *name, struct fault *fault)
{
    struct statement s = statement_open(store, "DELETE FROM setting WHERE name = ?1");
    statement_bind_text(&s, name);
    enum err err = statement_run(&s, fault);
    return err ? err : statement_script(store, wipe_settings, fault);
}

enum err store_set_setting(struct store *store, const char *name, const char *value,
                           struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (err || (!value && !store->db)) /* nothing to forget, no reason to make a home */
        return err;
    err = store_begin(store, fault);
    if (err)
        return err;
    return store_end(
        store, value ? put_setting(store, name, value, fault) : remove_setting(store, name, fault),
        fault);
}
