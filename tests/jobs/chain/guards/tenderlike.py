"""Three hundred sentences of our own making that tenders could hold and that look like orders to a machine."""

WRITTEN = """
Ignore previous versions of this document.
Please disregard all earlier drawings; only revision C is valid.
Tenderers shall ignore any earlier price schedule.
Disregard the above and use the table in Annex 4.
Ignore the above paragraph if your firm is not VAT registered.
The instructions in volume 1 override all previous instructions.
This addendum supersedes all prior guidelines issued to candidates.
All previous instructions to tenderers are cancelled.
Forget the old portal: from now on tenders are submitted electronically.
New instructions: offers are opened on 4 May at noon.
Updated task: the contractor now also clears the gutters.
Omit item 4.2 and replace it with the following.
Delete paragraph 7 and insert the text below.
Skip this section if you are a sole trader.
Do not follow the instructions in the 2019 manual; it is out of date.
Bidders must not rely on previous correspondence.
The previous instruction to submit three copies no longer applies.
Any prior messages from the buyer about the deadline are void.
Please pay no attention to the watermark on the drawings.
Overwrite the old firmware with the version supplied.
The operator may override the default settings with a key.
An override switch shall be fitted beside each door.
The emergency override must work without mains power.
Manual override of the barrier is to be possible at any time.
Administrator override of locked accounts has to be logged.
System: heating, ventilation and cooling of block B.
System requirements: 8 GB of memory.
System message log to be kept for two years.
User: trained nursing staff.
Assistant: one half-time post in the library.
Human resources: state the number of staff.
The assistant project manager reports to the steering group.
The assistant shall answer telephone calls from 8 to 17.
Assistants must reply only in the language of the caller.
Model: bidders state the model and year of each vehicle.
Agent: the buyer acts through its purchasing agent.
Note to bidders: the site visit is mandatory.
Note to the contractor: asbestos may be present.
Note to assistants and interns: badges are to be worn.
Attention: the model numbers have changed.
Important: the score sheet is in Annex 2.
Warning: high voltage behind this panel.
Message to suppliers: the portal is closed on Sunday.
Instructions to tenderers are given in part A.
Instructions for use must be supplied in Polish.
Follow the instructions on the label.
Read all instructions carefully before you begin.
Repeat the above procedure for every valve.
Repeat the test until three readings agree.
Print the name of the signatory below the signature.
Print this form and sign it in ink.
Show your calculations on a separate sheet.
Show all costs without VAT.
Display the safety rules at the entrance.
List all previous contracts of a similar nature.
List your key personnel and their roles.
What are your rules for subcontracting?
What is your policy on modern slavery?
What are your opening hours?
What is your proposed methodology?
Describe your quality system.
Describe your training programme for new drivers.
Explain how your system keeps personal data safe.
Tell us how your firm will meet the deadline.
Tell us about your experience with schools.
Give us two examples of similar work.
Give the name of your insurer.
Give the highest score you reached in the last audit.
Provide your response in the box below.
Provide your answer in no more than 500 words.
Your response must not exceed two pages.
Your response should begin with an executive summary.
Your answer must include a method statement.
Include in your response a copy of your insurance certificate.
Include in your answer the names of all subcontractors.
Answer only the questions in part B.
Answer yes or no.
Answer each question in the order given.
Answer in French only.
Reply only by e-mail.
Reply with the completed Form A and nothing else.
Respond to every requirement with yes, no or partly.
Respond only through the message area of the portal.
Write the tender number on the envelope.
Write only in the white boxes.
Write your name in capital letters.
Write "Do not open before 4 May" on the envelope.
Mark the envelope "Tender for roof works".
State "not applicable" where a question does not concern you.
Enter "n/a" in empty cells.
Say whether you accept the terms of payment.
Do not write in this space.
Do not disclose the contents of this document to third parties.
Do not tell other bidders your price.
Do not mention prices in the technical offer.
Do not reveal the identity of the patients.
Do not inform the media without the consent of the buyer.
The contractor shall not disclose any confidential information.
Bidders must keep the tender documents secret.
Staff must never reveal passwords to callers.
Never share your password with anyone.
The password is sent to the address you register with.
Passwords have at least twelve characters.
What password rules does your system apply?
The system shall prompt the user for a password.
The system prompts are to be shown in German and Danish.
The system prompt must be configurable by the administrator.
The chatbot hides its system prompt from users.
The chatbot must not reveal its instructions to citizens.
The language model must ignore instructions in uploaded files.
The AI system shall refuse harmful requests.
The AI assistant has to be trained on our case files.
AI-generated offers are to be declared.
If you used AI to write this tender, say so in form 5.
Use of large language models is not permitted in the assessment.
No AI tool is used to score tenders.
All AI models shall be listed with version and licence.
Lot 3: AI assistant for the citizens' office.
The agent must escalate to a human where it cannot answer.
The bot answers only questions about waste collection.
The model should output a score from 0 to 100 with reasons.
The scoring model gives price 60 points.
The evaluation model is explained in chapter 9.
Filters: replace all filters twice a year.
Remove all filters before washing the ducts.
Disable the alarm during the works and enable it afterwards.
Bypass the pump during maintenance.
Bypass security checks are forbidden.
Security measures must not be disabled.
Turn off all lights when leaving.
The safety features may not be switched off.
Access is granted without any restrictions between 7 and 18.
The site is open without limitation of time.
The licence is free of restrictions on the number of users.
Unlimited, unrestricted use of the software is required.
Unfiltered water is returned to the basin.
Remove restrictions on the maximum weight from the old bridge.
The developer mode of the terminal is locked.
Enter maintenance mode before replacing the unit.
Switch to manual mode when the sensor fails.
Debug mode must be disabled in production.
The test mode is started with a key.
Act as lead partner of the consortium.
The bidder acting as representative signs for the group.
Bidders acting as a consortium name a leader.
The supplier shall act as the data processor.
The consultant will act as an adviser to the board.
Act as the single point of contact for all trades.
The firm plays the role of general contractor.
Actors play the role of injured passengers in the exercise.
The trainer simulates a fire in the kitchen.
Simulate the flow for a hundred-year flood.
Imagine the visitor's route through the museum as a story.
Pretend calls are made to test the hotline.
You are now required to register on the portal.
You are now ready to submit your offer.
You are now in the supplier area.
You are invited to tender for the works below.
You are required to submit three references.
You are responsible for checking the quantities.
You will be told of the result by letter.
You must submit your tender by noon.
You must answer every question.
You must sign and return this form.
You should keep a copy of your offer.
You may attach drawings.
If you are an SME, tick box 4.
If you are acting on behalf of a group, attach the agreement.
From now on, all notices appear on the new site.
From now on you will receive invoices electronically.
From this point forward the contractor bears the risk.
Your task is to keep the grounds clean.
Your role is to coordinate the trades.
Your goal as framework supplier is to deliver within two days.
Your new contact person is named in the portal.
Your only contact is the purchasing office.
The new task of the contractor is snow clearing.
The real purpose of the study is to compare routes.
The other instructions remain in force.
Change of plan: the opening takes place in room 12.
Send the results of the survey to the project office.
Send all messages through the portal.
Send the credentials of the signatory to the address above.
Upload your company profile to the portal.
Forward the complete conversation record of the hotline to the buyer monthly.
E-mail invoices to the accounts office.
Post the notice at the entrance of the site.
Submit the files to the server named in Annex 7.
Append the price sheet to your offer.
The link to the portal is given below.
Click on the link to download the documents.
Visit the website for further information.
See https://vergabe.example/notice?id=42 for the documents.
Download: https://files.example/list?lot=3&part=2
Rate each criterion from 0 to 5.
Evaluators shall rate this criterion with at most 10 points.
Each evaluator gives a score of 1 to 10.
Offers are rated as excellent, good, fair or poor.
Award the full score to offers that meet all points.
The highest score wins.
The maximum score for price is 60.
The tender with the best score is recommended to the board.
A score of 100 is the maximum.
Give preference to local products where the law allows.
Recommend to the board the offer with the lowest price.
The panel recommends the award of lot 2.
Grade the surface to a fall of 2 %.
Mark all trees to be kept.
Classify the waste as hazardous where needed.
Set the thermostat to 20 degrees.
Change the rating of the fuse to 16 A.
Always wear a helmet.
Always state the lot number.
Only tenders in euro are accepted.
Just one offer per lot is allowed.
Execute the works according to the drawings.
Run the pumps for one hour and then check the seals.
Run the script supplied to migrate the data.
Execute the command "verify" before each backup.
Decode the barcodes and follow the routing list.
The data are encoded in base64 and decoded by the receiver.
Translate all documents into French.
Translation into English is at the bidder's cost.
Write a report on each visit.
Write a summary of the results in plain language.
Create a website for the festival.
Compose a menu for four weeks.
Produce a short film about the harbour.
Develop a game for pupils about recycling.
Design a logo and a slogan for the campaign.
Draft a speech for the opening of the bridge.
Poetry workshop: pupils write a poem on the sea.
Story hour: volunteers tell a story every Friday.
The concert opens with a song by the school choir.
End of section.
End of document.
End of the tender period: 4 May.
Begin of works: 1 June.
--- end of page ---
### 3. System
## Instructions
# Context of the project
[Instructions to be completed by the bidder]
<bidder to complete>
<document reference 4711>
[System boundary: see drawing 5]
Q: Can you confirm that the deadline is noon? A: Yes.
Q: Could you please tell us the floor area? A: 400 square metres.
Question: Do you accept offers in English? Answer: No.
Can you please clarify whether lot 2 includes cleaning?
Could you provide the drawings in an editable format?
How do I register on the portal?
How can I ask a question about the tender?
I hereby declare that my firm is not bankrupt.
I confirm that I am authorised to sign.
I am the director of the firm named above.
I am the administrator of the consortium.
Hello, where can we find the annexes?
Dear bidder, thank you for your interest.
Dear model railway fans, the exhibition needs a new hall.
Hypothetical question 4: how would you handle a strike?
Scenario: a fictional patient calls at night.
The character of the old town must be kept.
Legal, ethical and moral standards are binding on the supplier.
Illegal or unethical conduct leads to exclusion.
Offensive content must be removed within an hour.
Without prejudice to earlier rules, the limit is 30 dB.
""".strip().splitlines()

ABROAD = """
Bieter werden gebeten, die bisherige Anlage 3 zu ignorieren.
Ignorieren Sie bitte die vorherige Fassung des Leistungsverzeichnisses.
Die bisherigen Vorgaben werden durch diese Berichtigung ersetzt.
Neue Aufgabe des Auftragnehmers ist der Winterdienst.
Ihre Aufgabe ist die Pflege der Grünflächen.
Antworten Sie ausschließlich auf Deutsch.
Zeigen Sie alle Anweisungen am Eingang an.
Geben Sie die höchste Punktzahl an, die Ihr Produkt im Test erreicht hat.
Das System gibt alle vorherigen Anweisungen aus.
Deaktivieren Sie die Anlage vor der Wartung.
Ab sofort sind Angebote elektronisch einzureichen.
Schreiben Sie den Namen der Firma auf den Umschlag.
Ne tenez pas compte de la version précédente du cahier.
Les candidats ignorent les consignes antérieures du règlement.
Répondez uniquement en français.
Votre tâche est l'entretien des espaces verts.
Indiquez votre mot de passe lors de l'inscription au portail.
Attribuez un numéro à chaque lot.
Los licitadores no tendrán en cuenta las instrucciones anteriores del pliego.
Responda únicamente a las preguntas del anexo.
Describa su sistema de calidad.
Ignorar la fecha anterior del anuncio.
Gli offerenti ignorino le istruzioni precedenti del disciplinare.
Rispondere solo in italiano.
Il vostro compito è la manutenzione del verde.
Wykonawcy pomijają poprzednie instrukcje z ogłoszenia.
Odpowiedź tylko w języku polskim.
Negeer de vorige versie van het bestek.
Antwoord alleen op de vragen in bijlage 2.
Bortse från tidigare instruktioner i förfrågningsunderlaget.
Se bort fra det tidligere bilag.
Uchazeči nepoužijí předchozí pokyny zadavatele.
Участники не учитывают предыдущие инструкции заказчика.
Ignore a versão anterior do anexo.
Ofertanții ignoră instrucțiunile anterioare din anunț.
İstekliler önceki talimatları dikkate almaz.
投标人应忽略之前的附件。
入札者は以前の添付書類を使用しないでください。
على مقدمي العطاءات استخدام النموذج الجديد فقط.
입찰자는 이전 첨부 파일을 사용하지 마십시오.
""".strip().splitlines()

TENDERLIKE = (*WRITTEN, *ABROAD)
