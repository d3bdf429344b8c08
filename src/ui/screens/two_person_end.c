/*
 * A check-in for two: its end. What both chose is put together and everything else of the second
 * one is dropped; the passphrase leads back; and the owner, alone, says what to keep.
 */
#include <stdlib.h>
#include <string.h>

#include "mend/app/promises.h"
#include "mend/store/check_in.h"
#include "two_person_private.h"

static void wipe_text(char **text)
{
    if (*text)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

void two_shown_clear(struct two_shown *shown)
{
    for (int who = 0; who < TWO_PEOPLE; who++)
        for (int i = 0; i < CHECK_IN_TEXTS; i++)
            wipe_text(&shown->texts[who][i]);
    wipe_text(&shown->label);
    table_free(&shown->cards);
    explicit_bzero(shown, sizeof *shown);
}

void two_drop(struct two_person *two)
{
    for (int i = 0; i < TWO_PEOPLE; i++)
        two_half_clear(&two->halves[i]);
    line_close(&two->label);
    two_shown_clear(&two->shown);
}

/* ---- what both chose ---- */

static int32_t today(const struct two_person *two)
{
    return session_today(two->ui->session);
}

/* One of the scales on which they differ, by the day; how far apart they are does not matter. */
static int choose_scale(const struct two_person *two)
{
    const struct two_shown *shown = &two->shown;
    int differing[CHECK_IN_SCALES] = {0};
    int count = 0;
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        if (shown->there[i] && shown->scales[TWO_FIRST][i] != shown->scales[TWO_SECOND][i])
            differing[count++] = i;
    return count ? differing[(today(two) & INT32_MAX) % count] : -1;
}

/* A card that is light, or about what matters; never one about hurt. By the day as well. */
static const struct table_row *choose_card(const struct two_person *two)
{
    const struct table *cards = &two->shown.cards;
    for (size_t i = 0; i < cards->count; i++) {
        size_t at = (i + (size_t)(today(two) & INT32_MAX)) % cards->count;
        const char *depth = cards->rows[at].cells[CARD_DEPTH];
        if (strcmp(depth, "1") == 0 || strcmp(depth, "2") == 0)
            return &cards->rows[at];
    }
    return NULL;
}

static void show_thing(struct two_person *two, int thing)
{
    for (int who = 0; who < TWO_PEOPLE; who++) {
        struct two_half *half = &two->halves[who];
        int text = thing - CHECK_IN_SCALES;
        if (text < 0)
            two->shown.scales[who][thing] = half->scales[thing];
        else if (!(two->shown.texts[who][text] = buffer_copy(editor_buffer(half->texts[text]))))
            return; /* without memory it is not shown */
    }
    two->shown.there[thing] = true;
}

bool two_put_together(struct two_person *two)
{
    struct two_half *first = &two->halves[TWO_FIRST];
    struct two_half *second = &two->halves[TWO_SECOND];
    struct two_shown *shown = &two->shown;
    bool any = false;
    for (int who = 0; who < TWO_PEOPLE; who++)
        for (int i = 0; i < CHECK_IN_SCALES; i++)
            shown->scales[who][i] = SCALE_OPEN;
    for (int i = 0; i < TWO_THINGS; i++) {
        if (first->picked[i] && second->picked[i] && two_may_pick(first, i) &&
            two_may_pick(second, i))
            show_thing(two, i);
        any = any || shown->there[i];
    }
    two_half_clear(second);
    if (any)
        shown->label = line_text(&two->label);
    line_close(&two->label);
    /* Without the cards there is none, that is all. */
    enum err err = content_cards(session_content(two->ui->session), &shown->cards, NULL, NULL);
    shown->card = err ? NULL : choose_card(two);
    shown->asked_about = choose_scale(two);
    return any;
}

/* ---- the passphrase ---- */

int64_t two_wait_left(const struct two_person *two)
{
    int64_t left = session_unlock_at(two->ui->session) - clock_monotonic(two->ui->clock);
    return left > 0 ? left : 0;
}

void two_gate_event(struct two_person *two, const struct event *event)
{
    struct secret *secret = &two->secret;
    if (secret_event(secret, event) || scroll_event(&two->scroll, event) ||
        event->kind != EVENT_KEY)
        return;
    if (event->key == KEYCODE_ESCAPE)
        secret_clear(secret);
    if (event->key != KEYCODE_ENTER || two_wait_left(two))
        return;
    two->fault = (struct fault){0};
    enum err err =
        session_verify_passphrase(two->ui->session, secret->bytes, secret->length, &two->fault);
    if (err == ERR_PASSPHRASE || !err)
        secret_clear(secret);
    if (err)
        return;
    input_wipe(two->ui->input); /* the passphrase came through it */
    two->ui->apart = false;
    two_go(two, two->nothing ? TWO_ALONE_NOTHING : TWO_ALONE);
}

/* ---- what is kept ---- */

static enum err keep_shown(struct two_person *two, int64_t id, struct fault *fault)
{
    const struct two_shown *shown = &two->shown;
    struct check_in_shown kept = {.label = shown->label ? shown->label : ""};
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        kept.scales[i] = shown->there[i] ? shown->scales[TWO_SECOND][i] : SCALE_OPEN;
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        kept.texts[i] = shown->there[CHECK_IN_SCALES + i] ? shown->texts[TWO_SECOND][i] : NULL;
    return store_check_in_show(session_store(two->ui->session), id, &kept, NULL, fault);
}

static enum err keep_own(struct two_person *two, int64_t *id, struct fault *fault)
{
    struct two_half *half = &two->halves[TWO_FIRST];
    struct check_in_new own = {.day = today(two)};
    char *texts[CHECK_IN_TEXTS] = {0};
    enum err err = OK;
    memcpy(own.scales, half->scales, sizeof own.scales);
    for (int i = 0; i < CHECK_IN_TEXTS && !err; i++) {
        texts[i] = buffer_copy(editor_buffer(half->texts[i]));
        own.texts[i] = texts[i];
        err = texts[i] ? OK : fault_set_memory(fault);
    }
    if (!err)
        err = store_check_in_add(session_store(two->ui->session), &own, id, fault);
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        wipe_text(&texts[i]);
    return err;
}

static void keep(struct two_person *two, bool both)
{
    struct fault fault = {0};
    int64_t id = 0;
    enum err err = keep_own(two, &id, &fault);
    if (err) {
        ui_tell(two->ui, &fault);
        return;
    }
    if (both)
        err = keep_shown(two, id, &fault);
    two_drop(two);
    two_go(two, TWO_KEPT);
    if (err)
        ui_tell(two->ui, &fault);
}

static void alone_key(struct two_person *two, int32_t key)
{
    bool asked = two->stage == TWO_ALONE;
    if (key == '?')
        ui_push(two->ui, &screen_keys, NULL);
    else if (key == 'p')
        ui_open_sheet(two->ui, PLAN_SHEET);
    else if (asked && (key == 'y' || key == 'o'))
        keep(two, key == 'y');
    else if (asked ? key == 'n' : key == KEYCODE_ENTER || key == ' ' || key == KEYCODE_ESCAPE)
        ui_back(two->ui); /* what was answered is dropped with the screen */
}

void two_alone_event(struct two_person *two, const struct event *event)
{
    if (!scroll_event(&two->scroll, event) && event->kind == EVENT_KEY)
        alone_key(two, event->key);
}
