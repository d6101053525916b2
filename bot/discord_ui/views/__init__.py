"""Lasting controls and modals."""
