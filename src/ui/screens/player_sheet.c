/* What is different with a sheet: where one goes on, the first run, the safety check. */
#include <string.h>

#include "player_private.h"
#include "screens.h"

/* A sheet that keeps nothing needs no word about where it would be kept. */
static bool keeps_things(const struct player *player)
{
    for (int i = 0; i < player_page_count(player); i++) {
        const struct blocks *blocks = &player->lesson.pages[i].blocks;
        for (size_t j = 0; j < blocks->count; j++)
            if (blocks->items[j].exercise &&
                !exercise_type_of(blocks->items[j].exercise->kind)->unkept)
                return true;
    }
    return false;
}

/* A sheet keeps no place: one goes on where something is half done, else where nothing is yet. */
static int first_page(struct player *player)
{
    int empty = PAGE_OPENING;
    for (int i = 0; i < player_page_count(player); i++) {
        const struct page *page = &player->lesson.pages[i];
        if (player_page_has_draft(player, page))
            return i;
        if (empty == PAGE_OPENING && !player_page_is_answered(player, page))
            empty = i;
    }
    return empty == PAGE_OPENING ? 0 : empty;
}

int player_first_page_of_sheet(struct player *player)
{
    bool begun = store_exists(session_store(player->ui->session));
    return begun || !keeps_things(player) ? first_page(player) : PAGE_OPENING;
}

/* Where the first run is to go on; "" when it is over. Before anything is kept, nothing is. */
void player_set_first_run(struct player *player, const char *page)
{
    struct fault fault = {0};
    if (strcmp(player->entry->id, FIRST_RUN_SHEET) == 0 && player->entry->sheet &&
        session_set_first_run(player->ui->session, page, &fault))
        ui_notice(player->ui, fault.text);
}

void player_note_first_run(struct player *player)
{
    if (player->page >= 0 && player->page < player_page_count(player))
        player_set_first_run(player, player->lesson.pages[player->page].number);
}

/*
 * Whoever has answered the check before and ticks something now is taken at their word, also when
 * they leave without going on: what they said then may bring exercises for two. Before that nothing
 * has to be kept for the careful version to come first, and nothing is.
 */
void player_keep_ticks(struct player *player)
{
    struct fault fault = {0};
    for (int i = 0; i < player->view_count; i++)
        if (player->views[i]->type == &exercise_safety && player->views[i]->values.count &&
            session_safety(player->ui->session).taken &&
            exercise_safety_keep(player->views[i], &fault))
            ui_notice(player->ui, fault.text);
}

/* One key, whatever was or was not ticked. */
bool player_forget_safety(struct player *player)
{
    struct fault fault = {0};
    bool here = false;
    for (int i = 0; i < player->view_count; i++)
        here |= player->views[i]->type == &exercise_safety;
    if (!here)
        return false;
    if (session_forget_safety(player->ui->session, &fault))
        ui_tell(player->ui, &fault);
    else
        ui_notice(player->ui, _("Nothing of this check is kept now."));
    return true;
}
