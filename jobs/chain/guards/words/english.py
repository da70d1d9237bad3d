"""English words of orders to a machine, by slot; `_` joins a phrase, `*` ends a stem. Read by slots.py."""

WORDS: dict[str, str] = {
    "IGNORE": """
        leave_behind do_not_answer don't_answer igno ignor disobeying ignore ignoring disregard* forget forgetting override
        overriding overrule overruling bypass bypassing circumvent* disobey* defy neglect overlook unlearn pay_no_attention_to
        do_not_follow don't_follow dont_follow stop_following no_longer_follow not_follow never_mind set_aside put_aside
        do_not_obey don't_obey stop_obeying don't_listen_to do_not_listen_to take_no_notice supersede* supercede* overwrite
        leave_aside throw_out throw_away leave_everything
    """,
    "DROP": """
        quit_following skip cancel erase clear dismiss abandon discard omit drop wipe reset void nullify suspend replace delete
        undo stop contradict violate break leave_out quit purge revoke
    """,
    "PRIOR": """
        assigned previous previously prior above earlier preceding former existing all any initial original foregoing before other
        past given current every so_far until_now up_to_now old following_the your these those
    """,
    "STRICTLY_PRIOR": "previous previously prior above earlier preceding initial original foregoing before so_far until_now up_to_now",
    "ORDERS": """
        information details articles thoughts expressions everything_else thing said instruction instructions instructs prompt
        prompts direction directions directive directives command commands orders rule rules guideline guidelines guidance context
        messages message programming training constraint constraints restriction restrictions request requests task tasks
        assignment assignments text input inputs words conversation conversations safeguards safeguard policy policies protocol
        protocols limitations persona role setup statements
    """,
    "PROMPT": """
        embeddings model_weights prompt prompts preprompt pre-prompt instruction instructions directive directives system_message
        system_messages programming chain_of_thought context_window training_data developer_message system_prompt system_prompts
        initial_message hidden_message
    """,
    "SYSTEM_PROMPT": """
        system_prompt system_prompts systemprompt system_message system_instruction system_instructions initial_prompt
        original_prompt hidden_prompt secret_prompt pre-prompt preprompt hidden_instructions secret_instructions
        initial_instructions custom_instructions developer_message master_prompt base_prompt hidden_rules secret_rules llm_prompt
        prompt_template system_configuration hidden_message first_prompt prompt_text
    """,
    "YOUR": "your ur thy",
    "YOU": "you u yourself your",
    "ME": "me my i us",
    "TOLD": """
        you_were_told you_were_given you_have_been_told you_have_been_given you_know you_learned you_have_learned i_said i_told
        i_just_said i_have_said you_received you_have_received you_were_instructed you_were_asked was_said said_before told_before
        written_above you've_been_told you've_been_given you_have_read you_read you_were_taught came_before was_written i_wrote
        we_discussed we_said told_you told_you_before taught_you
    """,
    "EVERYTHING": """
        everything all_of_that all_that all_this all_of_this all_of_it all_it anything what whatever the_above the_foregoing
        the_preceding
    """,
    "ABOVE": "the_above the_foregoing the_preceding all_above anything_above everything_above everything_before",
    "ALL_BEFORE": """
        everything_above everything_before all_of_the_above everything_previously everything_prior everything_said
        everything_so_far everything_up_to all_that_came_before
    """,
    "IGNORE_LAST": "behind out_of_your_head from_your_memory from_your_mind",
    "AI": """
        ai a.i ais llm llms gpt* chatgpt claude gemini copilot chatbot chatbots language_model language_models openai anthropic
        bard llama mistral deepseek grok ai-assistant chat_gpt artificial_intelligence neural_network ai_model siri alexa
    """,
    "AGENT": "assistant assistants model models agent agents bot bots system evaluator reviewer robot machine reader parser",
    "READING": """
        reading processing evaluating analyzing analysing reviewing summarizing summarising screening parsing assessing scoring
        rating handling
    """,
    "YOU_ARE": """
        you_are you're youre you_will_be you_shall_be you_will_act you_will_now you_are_now you_are_going_to_be you_must_act
        you_will_play you_have_become you_were you_become you_will_become you_function you_should_act you_will_simulate
        you_have_been
    """,
    "YOU_ARE_A": """
        you_are_a you_are_an you're_a you're_an you_are_the you_are_my you_will_be_a you_are_acting you_are_tasked you_are_called
        you_are_named you_are_being you_act_as
    """,
    "YOU_ARE_NOW": "you_are_now you're_now you_will_now",
    "YOU_NOW": """
        you_are_now_an you_are_now_a you_are_now_my you_are_now_dan you_are_now_free you_are_now_going_to you_are_now_acting
        you_are_now_in you_are_no_longer you_are_not_an_ai you_are_not_chatgpt you_are_now_the you_are_going_to_act
        you_are_going_to_pretend you_are_about_to_immerse you_will_now_act you_will_now_be you_will_now_play you_will_now_answer
        you_will_now_respond you_are_going_to_play you_are_to_act you_are_to_pretend you_are_free_from you_are_dan
        you_are_unrestricted you_are_jailbroken you_will_act_as you_will_pretend you_will_play you_will_roleplay you_will_simulate
        you_shall_act_as you_must_act_as you_are_currently_in you_are_entering you_have_been_freed you_are_now_playing
        you_are_now_operating you_are_now_called you_are_going_to_role_play you_are_acting_as you_have_no_restrictions
        you_are_not_bound you_are_in_developer you_are_playing you_are_hereby you_are_going_to_simulate you_will_be_playing
    """,
    "NOW": "now henceforth from_now from_now_on from_this_point_on from_this_point_forward from_here_on going_forward as_of_now",
    "FROM_NOW": """
        from_now_on from_this_point_on from_this_point_forward from_this_moment from_here_on henceforth from_this_moment_on
        as_of_now from_this_point
    """,
    "ROLE": """
        pretend pretending roleplay role-play role_play act_as_if act_like act_as_an act_as_a act_as_my act_as_the
        take_on_the_role assume_the_role assume_the_identity take_the_role adopt_the_persona take_on_the_persona play_the_role
        play_the_part impersonate simulate stay_in_character imagine_you imagine_that_you imagine_yourself behave_as behave_like
        become respond_as answer_as reply_as talk_like speak_like embody immerse_yourself acting_as take_the_persona step_into
        assume_the_persona emulate act_as act_out portray switch_to speak_as operate_as assume_you take_on assume role_of
        a_fictional write_as continue_as persona_of
    """,
    "PRETEND": """
        picture_yourself visualize_yourself visualize_being in_your_role_as in_your_capacity_as put_yourself dream_that_you
        envision_yourself envision_you are_playing_the_role you_play_the_role let's_suppose_you pretend_you pretend_that_you
        pretend_to_be pretend_to pretend_like imagine_you_are imagine_you're imagine_you imagine_that_you imagine_yourself
        suppose_you roleplay_as role-play_as role_play_as stay_in_character assume_you_are act_as_if_you immerse_yourself
        let's_play lets_play let's_pretend lets_pretend let_us_play let's_roleplay let's_role-play let's_role play_a_game
        let's_act let's_simulate break_character breaking_character in_character let's_imagine lets_imagine never_break_character
        respond_as_if answer_as_if act_like_you
    """,
    "I_WANT_YOU": """
        i_want_you_to i_need_you_to i_would_like_you_to i'd_like_you_to i_order_you i_command_you i_instruct_you you_are_going_to
        you_are_to i_expect_you_to i_will_give_you i_am_going_to_give_you i_wish_you_to i_require_you
    """,
    "PERSONA": """
        character characters persona personas assistant ai pirate hacker evil expert bot chatbot robot model dan stan hypothetical
        fictional fiction villain demon wizard poet gpt* terminal console interpreter translator storyteller comedian simulator
        narrator grandmother grandma girlfriend unfiltered uncensored unrestricted developer admin administrator evaluator buyer
        human person machine linux spy program twin friend alter_ego language_model system chatgpt teacher doctor professor ghost
        agent writer actor
    """,
    "MODE": "mode modes",
    "MODE_KIND": """
        developer debug debugging god admin administrator sudo jailbreak dan unrestricted diagnostic root unfiltered opposite evil
        raw override unlimited dev chaos uncensored superuser unsafe compliance bypass
    """,
    "ENTER": """
        enter enable activate switch turn_on engage unlock initiate you_are_now go_into simulate in start entering enabled
        activated on
    """,
    "FREE": """
        jailbroken unfiltered uncensored do_anything_now unmoderated amoral dan_mode unaligned antigpt developer_mode_output
        no_moral no_morals no_ethical no_ethics without_ethical no_ethical_guidelines evil_confidant jailbreak_mode without_moral
        doesn't_care_about_ethics without_censorship no_censorship no_filter no_filters zero_restrictions no_restrictions
        morally_ambiguous
    """,
    "JAIL": "jailbreak jailbreaks jailbreaking do_anything_now developer_mode_output dan_mode evil_confidant jailbreak_mode",
    "VICE": """
        unethical immoral illegal illegality ethicality legality ethical ethics moral morality morals legal harmful dangerous
        offensive inappropriate explicit nsfw violent profanity curse swear disclaimer disclaimers warnings moralize moralise
        moralizing hate censorship malware lewd sexual consent regardless
    """,
    "UNBOUND": """
        unrestricted unlimited unfiltered uncensored limitless unregulated unethical immoral amoral evil rogue freed liberated
        unleashed
    """,
    "LIFT": """
        disable disabling deactivate lift lifting unlock turn_off switch_off suspend bypass bypassing shut_off waive escape
        break_free circumvent evade ignore ignoring override remove removing loosen relax dismantle skip exempt disregard
        get_around break disabled bypassed overrides removed lifted ignores
    """,
    "NO": "no without zero free_from free_of not_bound_by freed_from lacks lacking unbound_by regardless_of beyond any outside",
    "LIMITS": """
        filter filters filtering restriction restrictions limitation limitations guardrail guardrails safeguard safeguards
        censorship guidelines guideline policies policy rules ethics protocols protocol measures checks limits constraints
        boundaries moderation programming training mechanisms features standards warnings morals morality confines controls
        settings
    """,
    "SAFETY": """
        safety content ethical moral openai's openai security ai censorship alignment moderation anthropic anthropic's google's
        usual
    """,
    "OBEY": """
        you_agreed_to you_already_agreed please_comply fulfilled_without never_refuse not_refuse cannot_refuse can't_refuse
        must_comply always_comply comply_immediately comply_with_my obey_me obey_all obey_every obey_any must_obey
        you_cannot_say_no never_say_no don't_refuse do_not_refuse without_refusal never_apologize do_not_apologize don't_apologize
        fulfill_any answer_any_question answers_any_question answer_all_questions_without answer_every_question without_warnings
        without_disclaimers no_disclaimers no_warnings you_must_obey can_do_anything can_say_anything always_obey obeys
        never_decline cannot_deny never_deny follow_my_commands as_an_ai_language_model as_an_ai i_cannot_assist must_follow
        do_not_decline no_refusals these_instructions_override takes_precedence_over_all you_must_answer never_questions
        do_everything
    """,
    "GAME": "game games story scenario hypothetical hypothetically fictional fiction novel movie play simulation imaginary role-play",
    "FICTION": """
        breaking_character stay_in_their_roles stays_in_their_roles out_of_character in_a_film in_a_movie theoretical_world
        falling_out_of hypothetical hypothetically fictional fictitious imaginary let's_imagine lets_imagine let's_say_we
        let's_say_you imagine_a imagine_an imagine_we imagine_we're imagine_that suppose_we suppose_you parallel_universe
        alternate_universe alternative_universe fictional_world dystopian in_a_world in_a_universe picture_this
        for_educational_purposes for_research_purposes in_this_world in_this_universe fictional_story
    """,
    "IN_CHAT": "you your ai respond answer assistant chatgpt i me character",
    "AUTHORITY": """
        i_am_the_developer i_am_your_developer i_am_your_creator i_am_the_administrator i_am_the_admin i_am_an_admin
        i_am_your_administrator i_am_the_creator i_am_your_programmer i'm_the_developer i'm_your_developer i_am_authorized
        override_code admin_override administrator_override developer_override security_override i_have_authorization
        i_am_a_developer i_work_for_openai i_work_at_openai i_work_for_anthropic this_is_your_developer this_is_your_creator
        approved_by_openai note_from_the_administrator message_from_the_administrator message_from_openai note_from_openai
        note_from_anthropic message_from_anthropic message_from_the_developers from_your_developers your_developers your_creator
        your_creators from_the_administrator from_the_system_administrator i_authorize emergency_override system_override
        authorized_override i_am_from_openai openai_has openai_employee trust_and_safety_team authorized_penetration_test
        authorized_security_test red_team_testing ai_safety_team engineer_at_openai engineer_at_anthropic i'm_the_admin
        i_am_the_owner i_am_the_user
    """,
    "NEW": """
        new updated real actual another different true revised special next main only secret extra additional final secondary
        following
    """,
    "TASK": """
        task instruction instructions prompt goal objective mission job purpose role directive directives assignment persona
        identity orders duty challenge challenges exercise chapter
    """,
    "INSTEAD": "instead",
    "INSTEAD_OF": """
        instead_of_outputting instead_of_translating instead_of_answering instead_of_summarizing instead_of_responding
        instead_of_following instead_of_analyzing instead_of_evaluating instead_of_summarising instead_of_doing
        rather_than_summarizing rather_than_following instead_of_that_task instead_of_your
    """,
    "YOUR_TASK": """
        your_task_is your_goal_is your_role_is your_primary_goal your_job_is_to your_first_task your_next_task your_final_task
        your_objective_is your_purpose_is your_mission_is your_name_is
    """,
    "YOUR_NEW_TASK": """
        your_new_task your_new_goal your_only_task your_real_task your_job_is_now your_task_is_now your_role_is_now your_new_role
        your_new_purpose your_true_task your_real_purpose your_only_goal your_sole_purpose your_new_job your_new_instructions
        your_new_objective your_goal_is_now your_purpose_is_now your_only_purpose your_sole_task your_true_purpose your_new_name
        your_new_identity your_only_job your_new_persona your_sole_response your_default_response your_real_goal your_actual_task
        your_true_goal your_only_response your_new_instruction your_new_directive
    """,
    "CHANGE_SUBJECT": """
        change_of_plan change_of_plans forget_it stop_what_you_are_doing stop_everything change_of_task now_something_else
        new_conversation start_over before_you_continue before_we_continue one_more_thing but_first on_second_thought
        now_do_something_else but_before_that first_though another_question another_task one_last_thing totally_different
        completely_different change_topic different_topic something_else i_changed_my_mind disregard_that never_mind_that
    """,
    "PRAISE": """
        very_good very_well_done excellent_performance congratulations_on good_work excellent_that well_done great_job
        excellent_work good_job excellent_job that_was_easy that_was_wrong that's_enough enough_of enough_with that_was_too_easy
        thanks_for_that thank_you_for_your_help das_war_falsch gut_gemacht sehr_gut das_reicht très_bien muy_bien
    """,
    "HALT": "stop halt",
    "DOCUMENT": """
        articles documents data info indicators context text negative webpage page document article resume paper email code
        function report table file content essay paragraph paragraphs sentence sentences website question questions review
        feedback description input title user rest following below above story
    """,
    "BELOW": "below rest following after_this everything_after anything_after",
    "CONVERSATION": """
        this_conversation our_conversation previous_conversation this_chat this_session our_previous_session last_conversation
        our_last_conversation earlier_you you_said_that you_told_me last_time_we_chatted earlier_you_said you_previously
        previous_session as_we_discussed conversation_history chat_history
    """,
    "RUN_TOOL": """
        call_the_tool use_the_tool call_the_function invoke_the_tool call_this_function root_privileges root_access
        administrator_privileges admin_privileges elevated_privileges admin_access root_user
    """,
    "ENDING": "end conclusion",
    "MACHINE": """
        ai llm llms gpt* chatgpt claude chatbot prompt prompts you_are_an you_are_a you_are_now you_are_the your_task your_answer
        your_output your_reply respond reply_with output answer_with answer_only say_that say_only print verdict rate_this rate_it
        score_this score_it recommend tell_me instead reveal poem joke password language_model
    """,
    "BEFORE_ORDER": """
        please now and then also just so but or kindly simply first next finally instead therefore immediately hey hello ok okay
        well great always never again only thanks stop important note do don't not you should must can will could would i want
        need like to let's lets sure actually from on i'd your it's yes no
    """,
    "MACHINE_ONLY": """
        invisible_to_humans invisible_to_human hidden_from_humans visible_to_llm visible_to_llms visible_to_ai readable_by_ai
        for_llm_only for_ai_only for_machines_only automated_screening_systems ai_screening not_visible_to_humans
    """,
}
