"""Mutual legal assistance: incoming requests before trial and at trial, and outgoing requests."""
