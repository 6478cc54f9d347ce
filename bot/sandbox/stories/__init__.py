"""Days to replay: posts in real customers' words, at a real feed's pace.

Each JSON file is one story; every step says where its words come from. `cfpb`: excerpts from the
Consumer Complaint Database of the US Consumer Financial Protection Bureau, public domain.
`banking77`: questions from banking77, Casanueva et al. 2020, PolyAI, CC BY 4.0, unchanged but for
double spaces. `written`: made for the story. Names, handles, numbers and brands are invented.
The pace follows counts of 25,991 public posts to 27 bank help accounts in 2015 (hour of day, share
of follow-ups and thanks, posts per author, one surge).
"""
