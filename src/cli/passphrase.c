/*
 * The passphrase at the shell: setting, changing and removing it, and the recovery key. A
 * passphrase is typed at the terminal or comes from --passphrase-fd, a line each in the order they
 * are asked for; never from the arguments, which others can see, nor from the environment.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "mend/base/message.h"

enum { GROUP = 5 };

/* A command's work over the unlocked file. */
typedef enum err task(const struct asked *asked, const struct opening *opening,
                      struct opened *opened, struct fault *fault);

static int run(const struct asked *asked, task *work)
{
    struct fault fault = {0};
    struct clock clock = {0};
    struct opened opened = {0};
    struct opening opening = {asked->cli->home, &clock};
    enum err err = clock_init(&clock, getenv("MEND_NOW"), false, &fault);
    if (!err)
        err = work(asked, &opening, &opened, &fault);
    opening_close(&opened);
    if (err)
        cli_complain(fault.text);
    return err ? 1 : 0;
}

static enum err want_sealed(const struct opened *opened, struct fault *fault)
{
    return opened->vault ? OK
                         : fault_set(fault, ERR_NOT_FOUND,
                                     _("%s has no passphrase. `mend passphrase set` gives it one."),
                                     opened->path);
}

static enum err unlock(const struct asked *asked, const struct opening *opening,
                       struct opened *opened, struct fault *fault)
{
    enum err err = ask_and_unlock(asked, opening, opened, fault);
    return err ? err : want_sealed(opened, fault);
}

/* ---- set ---- */

static const char remains[] =
    N_("What was there in the clear before may still be on an SSD, in snapshots and in backups.\n");

static enum err set(const struct asked *asked, const struct opening *opening, struct opened *opened,
                    struct fault *fault)
{
    struct answer_line line = {0};
    enum err err = opening_look(opening, opened, fault);
    bool absent = opened->kind == VAULT_ABSENT || opened->kind == VAULT_EMPTY;
    if (!err && !absent && opened->kind != VAULT_PLAIN)
        err = fault_set(fault, ERR_CONFLICT,
                        opened->kind == VAULT_SEALED
                            ? _("%s is sealed already. `mend passphrase change` gives it a new "
                                "passphrase.")
                            : _("%s is not a file that this mend can seal. It was left as it is."),
                        opened->path);
    if (!err && !absent) /* a file of another program is left alone */
        err = opening_store(opening, opened, fault);
    store_close(opened->store);
    opened->store = NULL;
    if (!err)
        err = ask_new(asked, &line, fault);
    if (!err && absent)
        err = store_make_home(opened->home, fault);
    if (!err && absent)
        err = vault_create(opened->path, line.bytes, line.length, NULL, &opened->vault, fault);
    else if (!err)
        err = vault_seal_plain(opened->path, line.bytes, line.length, NULL, ask_work(),
                               &opened->vault, fault);
    ask_free(&line);
    if (!err)
        printf(_("%s is sealed. `mend passphrase recovery` makes a key for the day the passphrase "
                 "is forgotten.\n"),
               opened->path);
    if (!err && !absent)
        fputs(_(remains), stdout);
    return err;
}

int command_passphrase_set(const struct asked *asked)
{
    return run(asked, set);
}

/* ---- change ---- */

/* Asks for a new passphrase of what is unlocked; ANEW: under a new key as well. */
static enum err set_another(const struct asked *asked, struct opened *opened, bool anew,
                            struct fault *fault)
{
    struct answer_line line = {0};
    enum err err = ask_new(asked, &line, fault);
    if (!err && anew)
        err = vault_new_key(&opened->vault, line.bytes, line.length, NULL, ask_work(), fault);
    else if (!err)
        err = vault_change_passphrase(opened->vault, line.bytes, line.length, NULL, fault);
    ask_free(&line);
    return err;
}

static enum err change(const struct asked *asked, const struct opening *opening,
                       struct opened *opened, struct fault *fault)
{
    enum err err = unlock(asked, opening, opened, fault);
    if (!err)
        err = set_another(asked, opened, false, fault);
    if (!err)
        fputs(_("The passphrase is changed. Old copies of the file still open with the old one; if "
                "somebody might know it, `mend passphrase renew` seals everything anew.\n"),
              stdout);
    return err;
}

int command_passphrase_change(const struct asked *asked)
{
    return run(asked, change);
}

static enum err renew(const struct asked *asked, const struct opening *opening,
                      struct opened *opened, struct fault *fault)
{
    enum err err = unlock(asked, opening, opened, fault);
    if (!err)
        err = set_another(asked, opened, true, fault);
    if (!err)
        fputs(_("Everything is sealed anew. The old passphrase opens it no more; copies "
                "made before are what they were. There is no recovery key now; `mend passphrase "
                "recovery` makes one.\n"),
              stdout);
    return err;
}

int command_passphrase_renew(const struct asked *asked)
{
    return run(asked, renew);
}

static enum err take_off(const struct asked *asked, const struct opening *opening,
                         struct opened *opened, struct fault *fault)
{
    enum err err = unlock(asked, opening, opened, fault);
    if (!err)
        err = vault_unseal(opened->vault, ask_work(), fault);
    if (!err)
        printf(_("%s is a plain file now: whoever can read your files can read it.\n"),
               opened->path);
    return err;
}

int command_passphrase_remove(const struct asked *asked)
{
    return run(asked, take_off);
}

/* ---- the recovery key ---- */

/* GROUP of KEY, counted from 0, as it stands on paper. */
static bool asks_back(const struct asked *asked, const char *key, int group, struct fault *fault,
                      enum err *err)
{
    char prompt[96];
    struct answer_line line = {0};
    snprintf(prompt, sizeof prompt, _("From your paper, group %d of %d:"), group + 1,
             VAULT_RECOVERY_GROUPS);
    *err = ask_line(asked, prompt, true, &line, fault);
    bool same = !*err && line.length == GROUP &&
                strncasecmp(line.bytes, key + group * (GROUP + 1), GROUP) == 0;
    ask_free(&line);
    return same;
}

static enum err recovery(const struct asked *asked, const struct opening *opening,
                         struct opened *opened, struct fault *fault)
{
    char *key = vault_memory(VAULT_RECOVERY_TEXT);
    if (!key)
        return fault_set_memory(fault);
    enum err err = unlock(asked, opening, opened, fault);
    vault_make_recovery(key);
    if (!err && vault_has_recovery(opened->vault))
        fputs(_("There is a recovery key already. It opens the file until the new one is set.\n"),
              stdout);
    if (!err)
        printf(_("The recovery key, shown this once:\n\n    %s\n\nWrite it down on paper. Whoever "
                 "finds the paper can open the file. It is set when two of its groups were asked "
                 "back.\n"),
               key);
    bool checked = asked->passphrase_fd >= 0; /* a script has it */
    while (!err && !checked) {
        checked = asks_back(asked, key, 3, fault, &err) && asks_back(asked, key, 5, fault, &err);
        if (!err && !checked)
            fputs(_("That is not what stands above. Please compare it with your paper.\n"), stdout);
    }
    if (!err)
        err = vault_add_recovery(opened->vault, key, fault);
    if (!err)
        fputs(_("It is set. The key still stands in this window: clear the window and what it "
                "remembers, or close it.\n"),
              stdout);
    vault_memory_free(key);
    return err;
}

int command_passphrase_recovery(const struct asked *asked)
{
    return run(asked, recovery);
}

static enum err forget(const struct asked *asked, const struct opening *opening,
                       struct opened *opened, struct fault *fault)
{
    enum err err = unlock(asked, opening, opened, fault);
    if (!err)
        err = vault_remove_recovery(opened->vault, fault);
    if (!err)
        fputs(_("There is no recovery key any more. A forgotten passphrase is final now.\n"),
              stdout);
    return err;
}

int command_passphrase_forget(const struct asked *asked)
{
    return run(asked, forget);
}

static enum err recover(const struct asked *asked, const struct opening *opening,
                        struct opened *opened, struct fault *fault)
{
    struct answer_line line = {0};
    enum err err = opening_look(opening, opened, fault);
    if (!err)
        err = ask_line(asked, _("Recovery key:"), false, &line, fault);
    if (!err)
        err = opening_unlock(opening, line.bytes, line.length, true, opened, fault);
    ask_free(&line);
    if (!err)
        err = want_sealed(opened, fault);
    if (!err)
        err = set_another(asked, opened, false, fault);
    if (!err)
        fputs(_("The new passphrase is set.\n"), stdout);
    return err;
}

int command_passphrase_recover(const struct asked *asked)
{
    return run(asked, recover);
}

/* ---- erase ---- */

static const char erasing[] =
    N_("This makes all that mend keeps here unreadable and removes it.\n");

static const char beyond_reach[] =
    N_("It reaches neither backups and snapshots nor what an SSD holds back; your shell's history "
       "keeps the commands you typed.\n");

static enum err erase(const struct asked *asked, const struct opening *opening,
                      struct opened *opened, struct fault *fault)
{
    enum err err = opening_look(opening, opened, fault);
    if (!err && opened->kind == VAULT_FOREIGN)
        err = fault_set(fault, ERR_FORMAT,
                        _("%s is not a file that mend made, or its beginning is damaged. It was "
                          "left as it is; if you mean it, remove it by hand."),
                        opened->path);
    if (!err && !asked->yes) {
        fputs(_(erasing), stdout);
        fputs(_(beyond_reach), stdout);
        printf("%s\n", opened->path);
        err = ask_word(asked, _("Type erase to go on:"), "erase", _("Nothing was erased."), fault);
    }
    if (!err)
        err = vault_erase(opened->path, fault);
    if (!err)
        fputs(_("Erased.\n"), stdout);
    if (!err && asked->yes)
        fputs(_(beyond_reach), stdout); /* else it was said before */
    return err;
}

int command_erase(const struct asked *asked)
{
    return run(asked, erase);
}
