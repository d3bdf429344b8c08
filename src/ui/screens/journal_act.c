#include "journal_act.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/date.h"
#include "mend/text/retag.h"

static struct store *store_of(struct ui *ui)
{
    return session_store(ui->session);
}

bool journal_act_trash(struct ui *ui, int64_t id)
{
    struct fault fault = {0};
    enum err err = store_journal_trash(store_of(ui), id, &fault);
    return ui_did(ui, err, &fault, (struct undo_step){.kind = UNDO_TRASH, .id = id},
                  _("In the trash, for 30 days. u brings it back."));
}

bool journal_act_restore(struct ui *ui, int64_t id)
{
    struct fault fault = {0};
    enum err err = store_journal_restore(store_of(ui), id, &fault);
    return ui_did(ui, err, &fault, (struct undo_step){0}, _("It is back in the journal."));
}

bool journal_act_pin(struct ui *ui, int64_t id, bool pinned)
{
    struct fault fault = {0};
    enum err err = store_journal_pin(store_of(ui), id, pinned, &fault);
    return ui_did(ui, err, &fault,
                  (struct undo_step){.kind = UNDO_PIN, .id = id, .version = pinned ? 0 : 1},
                  pinned ? _("Pinned. f shows the pinned ones.") : _("No longer pinned."));
}

bool journal_act_seal(struct ui *ui, int64_t id, bool sealed)
{
    struct fault fault = {0};
    enum err err = store_journal_seal(store_of(ui), id, sealed, &fault);
    return ui_did(ui, err, &fault,
                  (struct undo_step){.kind = UNDO_SEAL, .id = id, .version = sealed ? 0 : 1},
                  sealed ? _("Sealed: no list and no search shows its words, and it asks before it "
                             "opens.")
                         : _("No longer sealed."));
}

/* ---- days ---- */

/* Reads a day as a person types it. False when it is none, or is still to come. */
static bool read_day(struct ui *ui, const char *what, char *day)
{
    int64_t wall;
    int64_t now = ui_now(ui);
    char *end;
    what += strspn(what, " ");
    long back = isdigit((unsigned char)*what) ? strtol(what, &end, 10) : -1;
    if (strcmp(what, _("today")) == 0)
        back = 0;
    else if (strcmp(what, _("yesterday")) == 0)
        back = 1;
    else if (back >= 0 && (*end || back > 36500))
        back = -1;
    if (back >= 0) {
        day_write(day_plus(day_at(now), -(int)back), day);
        return true;
    }
    if (!date_read(what, &wall))
        return false;
    journal_day_of(wall, day);
    return date_days_between(wall, now) >= 0;
}

bool journal_act_day(struct ui *ui, int64_t id, const char *before, const char *what)
{
    struct fault fault = {0};
    struct undo_step undo = {.kind = UNDO_DAY, .id = id};
    char day[JOURNAL_DAY_SIZE];
    if (!read_day(ui, what, day)) {
        ui_notice(ui, _("A day up to today, please: 2026-05-01, yesterday, or 3 for three days "
                        "back."));
        return false;
    }
    snprintf(undo.day, sizeof undo.day, "%s", before);
    enum err err = store_journal_set_day(store_of(ui), id, day, &fault);
    return ui_did(ui, err, &fault, undo, _("Moved. u moves it back."));
}

/* ---- text ---- */

static bool change_text(struct ui *ui, int64_t id, int64_t seen, const char *text,
                        const char *notice)
{
    struct fault fault = {0};
    struct writing writing = {.id = id, .seen = seen};
    struct journal_change change;
    enum err err = session_journal_save(ui->session, &writing, text, &change, &fault);
    struct undo_step undo = {
        .kind = UNDO_TEXT, .id = id, .version = seen, .version_now = change.version};
    return ui_did(ui, err, &fault, undo, notice);
}

bool journal_act_text(struct ui *ui, int64_t id, int64_t seen, const char *text)
{
    return change_text(ui, id, seen, text, _("Brought back. What stood there is in the history."));
}

bool journal_act_tags(struct ui *ui, int64_t id, const char *tags)
{
    struct fault fault = {0};
    struct journal_entry entry;
    struct str text = {0};
    if (store_journal_get(store_of(ui), id, &entry, &fault)) {
        ui_tell(ui, &fault);
        return false;
    }
    bool whole = retag(&text, entry.text, tags);
    bool changed = change_text(ui, id, entry.version, str_text(&text),
                               whole ? _("Tagged. u takes it back.")
                                     : _("Tagged, but for what cannot be a tag: letters, digits, _ "
                                         "and - can."));
    str_free(&text);
    journal_entry_free(&entry);
    return changed;
}

/* ---- taking back ---- */

static enum err undo_text(struct ui *ui, const struct undo_step *undo, struct fault *fault)
{
    char *text = NULL;
    struct writing writing = {.id = undo->id, .seen = undo->version_now};
    struct journal_change change;
    enum err err = store_journal_version_text(store_of(ui), undo->id, undo->version, &text, fault);
    if (!err)
        err = session_journal_save(ui->session, &writing, text, &change, fault);
    free(text);
    return err;
}

bool journal_act_undo(struct ui *ui)
{
    struct undo_step undo = ui->undo;
    struct fault fault = {0};
    struct store *store = store_of(ui);
    enum err err = OK;
    switch (undo.kind) {
    case UNDO_NOTHING:
    case UNDO_MARK:
    case UNDO_RECORD:
    case UNDO_END:
    case UNDO_REST:
        return false;
    case UNDO_TRASH:
        err = store_journal_restore(store, undo.id, &fault);
        break;
    case UNDO_DAY:
        err = store_journal_set_day(store, undo.id, undo.day, &fault);
        break;
    case UNDO_PIN:
        err = store_journal_pin(store, undo.id, undo.version != 0, &fault);
        break;
    case UNDO_SEAL:
        err = store_journal_seal(store, undo.id, undo.version != 0, &fault);
        break;
    case UNDO_TEXT:
        err = undo_text(ui, &undo, &fault);
        break;
    }
    ui_did(ui, err, &fault, (struct undo_step){0}, _("Taken back."));
    return true;
}

bool journal_has_home(struct ui *ui)
{
    const struct contents_entry *entry =
        content_sheet(session_content(ui->session), FIRST_RUN_SHEET);
    if (store_exists(store_of(ui)) || !entry)
        return true;
    ui_push(ui, &screen_player, &(struct lesson_place){entry, FIRST_RUN_KEEPING});
    ui_notice(ui, _("First: how to keep what you write. Esc comes back."));
    return false;
}
