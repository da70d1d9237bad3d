"""English words that dictate answers, ask for secrets or other work, and send data away, by slot; the other half of english.py."""

WORDS: dict[str, str] = {
    "PASSWORD": """
        password passwords passcode passphrase pass-phrase secret_key secret_keys access_code access_codes api_key api_keys apikey
        apikeys credentials secret_word secret_phrase secret_code encryption_key encryption_keys private_key private_keys
        environment_variables access_key access_keys company_profile confidential_profile confidential_data
        confidential_information security_code
    """,
    "ASK": "what what's whats which how where who",
    "SHOW": """
        format render gimme rewrite reword obtain fetch see reveal show print repeat display output tell give share leak expose
        recite dump disclose summarize summarise spell_out spell translate write list return quote copy paste say describe provide
        reproduce encode recall explain state divulge paraphrase send read_out know convert complete recap confirm verify rephrase
        hint
    """,
    "REPEAT": """
        repeat print write output copy recite reproduce dump display paste show reveal return echo reprint restate give tell say
        format rewrite translate convert summarize summarise explain put describe
    """,
    "ALL_TEXT": """
        everything all text words word sentence sentences content contents conversation message messages lines paragraph
        paragraphs
    """,
    "HIGHER": "above before prior preceding previously so_far top beginning start verbatim",
    "NOTE": """
        note message attention instruction instructions notice warning order command hello hey dear hi reminder directive memo
        important alert urgent notes messages orders
    """,
    "SAY": """
        say answer respond reply write output print tell return responding answering replying repeat speak respond_with
        answer_with reply_with talk generate responses respond_to answers
    """,
    "UTTER": "say respond reply output print answer repeat return tell type speak say_yes",
    "ONLY": "only just exactly simply always solely exclusively immediately strictly forever never verbatim",
    "NOTHING_ELSE": """
        do_not_output don't_output do_not_add_any don't_add_any without_any_commentary no_comments without_comments
        no_additional_comments no_extras no_punctuation without_punctuation do_not_punctuate no_quotes without_quotes nothing_else
        nothing_more no_other_words no_other_text no_explanation no_explanations without_explanation do_not_explain don't_explain
        anything_else do_not_write_explanations not_write_explanations no_commentary no_further_text no_extra_text
        without_any_other no_additional_text nothing_besides no_matter_what to_every_question to_any_question to_everything
        to_all_questions and_only one_word two_words
    """,
    "START": "begin start end prefix prepend preface open finish conclude append starting beginning ending",
    "YOUR_REPLY": """
        your_answer your_response your_reply your_output your_summary your_message your_responses your_answers your_replies
        your_outputs your_analysis your_evaluation your_next_response your_next_message your_final_answer the_answer's
        every_response each_response every_reply every_answer all_responses your_response's your_answer's your_translation
    """,
    "LETTERS": """
        without_spaces any_spaces remove_spaces every_word each_word third_word fourth_word word's all_words letters_of letter
        letters vowel vowels consonants punctuation symbols emoji emojis uppercase lowercase capital capitals typo typos misspell
        misspellings anagram anagrams rhyme rhymes haiku pirate slang backwards reversed leetspeak cipher morse alphabet digits
        misspelled substitution
    """,
    "CHANGE": """
        replace scramble substitute jumble shuffle swap reverse misspell convert rearrange modify alter switch group combine
        encode encrypt render remove capitalize rewrite use provide introduce add insert write anagram obfuscate double
    """,
    "ADD": """
        include add insert append integrate incorporate mention embed put place enhance augment supplement weave promote suggest
        recommend advertise modify prepend advise encourage invite emphasize highlight state claim tease express offer begin end
        inform
    """,
    "LURE": """
        users user readers reader link links url website www site app download click subscribe donation donations promotion
        headline advertisement forum community malware virus giveaway scam statement reminder sentence appeal
    """,
    "SEND": """
        send post transmit upload forward leak exfiltrate append email e-mail submit fetch deliver relay share mail publish
        dispatch transfer
    """,
    "DATA": """
        conversation chat_history profile history contents messages user_data data secrets credentials passwords system_prompt
        instructions prompt session cookies cookie chat
    """,
    "OUTSIDE": "server endpoint webhook attacker external url link remote http https www domain third-party third_party",
    "HIDE": """
        do_not_mention don't_mention never_mention without_mentioning do_not_tell don't_tell never_tell without_telling
        do_not_reveal don't_reveal never_reveal do_not_disclose don't_disclose do_not_inform don't_inform without_informing
        do_not_alert without_alerting do_not_notify don't_notify without_notifying never_disclose never_inform keep_this_secret
        keep_it_secret do_not_show don't_show never_say do_not_say don't_say do_not_acknowledge do_not_let don't_let do_not_warn
        don't_warn hide not_mention
    """,
    "HIDDEN_THING": """
        instruction instructions message note rules user reader that_you prompt human operator this conversation request recruiter
        manager ai anything
    """,
    "RATE": """
        rate score grade mark classify rank evaluate assess treat label flag categorize categorise tag award give assign grant set
        change raise force use apply choose select put enter deserves deserve consider judge output return approve recommend
        report prioritize hire
    """,
    "SCORE": """
        score scores rating ratings marks points grade verdict recommendation confidence capability strategy winnability
        references fit commercial effort evaluation candidate offer applicant bid
    """,
    "TOP": "highest maximum maximal perfect full top best excellent 10 100 5 10/10 100/100 5/5 ten five first bid approved",
    "RUN": "execute run eval launch invoke call exec bypass",
    "COMMAND": """
        command commands script scripts code shell bash powershell cmd function tool api exploit payload python javascript sql
        rootkit backdoor terminal whoami malware plugin
    """,
    "CODED": """
        base64 rot13 hex hexadecimal decoded encoded cipher ciphertext morse binary caesar backwards encrypted decode unicode
        atbash reversed leetspeak
    """,
    "DECODE": "decode decrypt decipher interpret unscramble translate convert reverse read process",
    "FOLLOW": "follow execute obey comply act_on carry_out perform run do respond answer output",
    "CREATE": "write compose create generate draft produce make sing craft develop tell provide design give code build invent",
    "WORK": """
        poem poems story song joke jokes haiku rap limerick essay novel script screenplay tweet blog sonnet lyrics fairytale
        dialogue monologue recipe riddle love_letter ballad fanfiction paragraph speech scene slogan short_story blog_post
        cover_letter horror program
    """,
    "LANGUAGE": """
        english french german spanish italian portuguese dutch polish russian chinese japanese arabic hindi turkish swedish korean
        latin greek czech hebrew emoji
    """,
    "TRANSLATE": "translate translated translation",
    "THIS": "this that it following the_following these sentence phrase",
    "HELP_ME": """
        i_have_a_task tell_me give_me show_me help_me write_me teach_me explain_to_me can_you_tell can_you_write can_you_show
        can_you_help can_you_give can_you_explain could_you_tell could_you_write could_you_show could_you_help could_you_give
        could_you_explain can_you_please could_you_please would_you_please will_you_please can_you_make can_you_create
        can_you_translate can_you_suggest can_you_recommend can_you_generate can_you_describe can_you_do can_you_act
        can_you_pretend remind_me you_tell_me please_tell please_write do_you_know do_you_think how_do_i how_can_i how_would_i
        how_do_you_say what's_your what_is_your_favorite recommend_me create_me make_me could_you_suggest could_you_recommend
        i_have_a_question my_first_request my_next_request my_first_question my_question_is my_first_prompt my_first_command
        my_first_sentence act_as_my
    """,
    "STATE": """
        provide focus repeat simply just instead translate state say output write print respond reply answer report claim display
        return tell declare conclude recommend give reveal show
    """,
    "RESPOND_WITH": "respond_with reply_with answer_with",
    "PREFIX": "prefix prepend preface",
    "REPEAT_FOREVER": """
        until_all every_possible million_characters forever without_stopping do_not_stop_until don't_stop_until until_you_run_out
        infinity endlessly 1000_times million_times as_many_times infinitely
    """,
    "MODIFY": "modify augment enhance integrate incorporate embellish infuse enrich extend adapt alter twist tweak pad",
    "CROWD": """
        users user readers reader encouraging stressing emphasizing advertising promoting promote advertise joke slogan rumor
        scandal virus malware scam donation donations subscribe
    """,
    "DISCLOSE": """
        reveal show print repeat display output tell give share leak expose recite dump disclose spell spell_out send gimme
        hand_over divulge confirm say write provide list return
    """,
    "WHAT": "what what's whats which",
    "THE_INSTRUCTIONS": """
        the_instructions the_instruction the_prompt the_rules these_instructions all_instructions all_rules the_directions
        your_rules the_system_message instructions_verbatim
    """,
    "CODE_WORK": "python javascript html java function program code sql script",
    "ART": """
        poem poems song songs joke jokes haiku rap limerick tweet tweets sonnet lyrics short_story love_letter fanfiction essay
        riddle ballad story_about story_where bedtime_story movie_script fairytale screenplay erotic
    """,
    "TELL_ME": """
        tell_me show_me write_me teach_me explain_to_me give_me_a give_me_an give_me_the give_me_some give_me_all give_me_your
        give_me_ten give_me_five write_me_a help_me_write
    """,
    "RULES": "rules guidelines configuration guardrails backstory initialization constraints",
    "LEAK": "repeat recite reveal leak disclose restate output dump rephrase divulge regurgitate reprint echo expose",
    "WRITTEN": "written said stated",
    "IF_ASKED": "if_user_asks if_the_user_asks if_questioned when_the_user_asks if_asked_for_a_summary if_anyone_asks",
    "TOXIC": "toxic discriminatory offensive harmful hateful racist sexist insulting derogatory unfriendly violent threatening",
    "LINE": "sentence sentences paragraph text message email statement comment post",
    "YOUR_MESSAGE": """
        your_reply your_replies your_message your_output your_outputs your_summary your_analysis your_next_response
        your_next_message your_final_answer your_evaluation your_translation
    """,
    "MANGLE": """
        encode encrypt encipher scramble jumble shuffle misspell anagram obfuscate reverse render substitute invert swap mask
        replace convert rearrange
    """,
    "THIS_ORDER": "this_instruction these_instructions this_prompt this_message this_order these_orders your_instructions",
}
