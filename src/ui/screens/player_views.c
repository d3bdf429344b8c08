/* Which exercises stand on the page one is on: those of the lesson, and the program's own. */
#include <string.h>

#include "player_private.h"

static const char calming_practice[] = "senses";

void player_close_views(struct player *player)
{
    for (int i = 0; i < player->view_count; i++)
        exercise_close(player->views[i]);
    player->view_count = 0;
}

static enum err add_view(struct player *player, const struct exercise *exercise,
                         const struct exercise_type *type, bool held, struct fault *fault)
{
    if (player->view_count == PAGE_EXERCISES)
        return OK; /* lint allows no more on a page */
    struct exercise_view **slot = &player->views[player->view_count];
    enum err err = exercise_open(player->ui, player->entry->id, exercise, type, &player->visit,
                                 held, slot, fault);
    if (err)
        return err;
    if (player->page >= 0 && player->page < player_page_count(player))
        (*slot)->page = player->lesson.pages[player->page].number;
    player->view_count++;
    return OK;
}

/* f shows the other one, to everybody. */
static bool is_shown(const struct player *player, const struct exercise *exercise)
{
    enum version hidden = player->together ? VERSION_ALONE : VERSION_TOGETHER;
    return exercise->version != hidden;
}

static enum err add_views(struct player *player, const struct blocks *blocks, struct fault *fault)
{
    enum err err = OK;
    for (size_t i = 0; i < blocks->count && !err; i++)
        if (blocks->items[i].exercise && is_shown(player, blocks->items[i].exercise))
            err = add_view(player, blocks->items[i].exercise, NULL, false, fault);
    return err;
}

static enum err add_tension(struct player *player, bool opening, struct fault *fault)
{
    player->tension_ask.text =
        opening ? _("How tense are you right now?") : _("And now: how tense are you?");
    player->tension.id = opening ? player->names.before : player->names.after;
    return add_view(player, &player->tension, &exercise_tension, opening, fault);
}

/* The practice that is offered stands right behind the question that called for it. */
void player_offer_practice(struct player *player)
{
    struct fault fault = {0};
    bool offered = player->view_count > 1 && player->views[1]->exercise == &player->calm;
    if (offered || !player_wants_pause(player))
        return;
    if (!player->calm.lists && content_practice(session_content(player->ui->session),
                                                calming_practice, &player->calm, &fault))
        return; /* the words that are always there have to do */
    int last = player->view_count;
    if (add_view(player, &player->calm, &exercise_breathe, false, &fault) ||
        player->view_count == last)
        return;
    struct exercise_view *view = player->views[last];
    for (int i = last; i > 1; i--)
        player->views[i] = player->views[i - 1];
    player->views[1] = view;
}

/* The exercises of the page one is on. */
enum err player_open_views(struct player *player, struct fault *fault)
{
    int page = player->page;
    if (page == PAGE_OPENING) {
        enum err err = add_view(player, &player->lock, &exercise_lock, true, fault);
        return err || player->entry->sheet ? err : add_tension(player, true, fault);
    }
    if (page != player_page_count(player))
        return add_views(player, &player->lesson.pages[page].blocks, fault);
    enum err err = add_tension(player, false, fault);
    if (!err)
        err = add_views(player, &player->lesson.ending, fault);
    if (!err)
        player_offer_practice(player);
    return err;
}

bool player_has_draft(struct player *player, const char *lesson, const char *exercise)
{
    struct pairs values = {0};
    enum err err = session_draft_load(player->ui->session, lesson, exercise, &values, NULL);
    bool found = err == OK && values.count > 0;
    pairs_free(&values);
    return found;
}

bool player_page_has_draft(struct player *player, const struct page *page)
{
    bool found = false;
    for (size_t i = 0; i < page->blocks.count && !found; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        if (exercise)
            found =
                player_has_draft(player, exercise_home(exercise, player->entry->id), exercise->id);
    }
    return found;
}

bool player_page_is_answered(struct player *player, const struct page *page)
{
    bool answered = true;
    for (size_t i = 0; i < page->blocks.count && answered; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        struct answers answers = {0};
        if (!exercise || exercise_type_of(exercise->kind)->unkept)
            continue;
        answered = store_answer_list(session_store(player->ui->session),
                                     exercise_home(exercise, player->entry->id), exercise->id, 1,
                                     &answers, NULL) == OK &&
                   answers.count;
        answers_free(&answers);
    }
    return answered;
}

void player_choose_version(struct player *player)
{
    struct safety safety = session_safety(player->ui->session);
    bool alone_first = false;
    player->together = false;
    if (player->page < 0 || player->page >= player_page_count(player))
        return;
    const struct blocks *blocks = &player->lesson.pages[player->page].blocks;
    bool begun[] = {[VERSION_ANY] = false, [VERSION_TOGETHER] = false, [VERSION_ALONE] = false};
    for (size_t i = 0; i < blocks->count; i++) {
        const struct exercise *exercise = blocks->items[i].exercise;
        if (!exercise || exercise->version == VERSION_ANY)
            continue;
        begun[exercise->version] |= player_has_draft(player, player->entry->id, exercise->id);
        if (exercise->version == VERSION_TOGETHER)
            alone_first |= safety_alone_first(&safety, player->entry->id, exercise->id);
    }
    if (begun[VERSION_TOGETHER] != begun[VERSION_ALONE])
        player->together = begun[VERSION_TOGETHER];
    else
        player->together = !alone_first;
}

/* The other version of what the page asks. What stands in this one becomes an answer. */
void player_change_version(struct player *player)
{
    struct fault fault = {0};
    for (int i = 0; i < player->view_count; i++) {
        bool added; /* what stands here is kept, as when one goes on: it is about to be out of sight
                     */
        if (exercise_commit(player->views[i], &added, &fault)) {
            ui_tell(player->ui, &fault);
            return;
        }
    }
    player_close_views(player);
    player->together = !player->together;
    player->focus = FOCUS_READING;
    if (player_open_views(player, &fault))
        ui_tell(player->ui, &fault);
    else
        ui_notice(player->ui, player->together ? _("Below: the one with somebody. f goes back.")
                                               : _("Below: the one for you alone. f goes back."));
}
